package dev.mayfly.http.read;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.quarkus.Connections;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The memory of criteria that a request keeps for as long as it waits or is followed, counted among requests in flight. */
@Singleton
public class CriteriaMemory {
    /** The size up to which criteria are not counted. */
    private static final long FREE_BYTES = 4 * 1024;

    private final RequestBodies bodies;

    /** Makes an instance that counts in the budget of bodies. */
    public CriteriaMemory(RequestBodies bodies) {
        this.bodies = bodies;
    }

    /**
     * Counts criteria until the request's answer has ended. Call it on the request's event loop.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if the client's address has its share of the
     *     memory, {@code unavailable} if others leave too little
     */
    public void hold(RoutingContext http, Criteria criteria) {
        long bytes = criteria.sizeBytes();
        if (bytes <= FREE_BYTES) {
            return;
        }
        Work.Memory memory = bodies.memory(http);
        memory.take(bytes);
        Connections.whenOver(http, () -> memory.giveBack(bytes));
    }
}
