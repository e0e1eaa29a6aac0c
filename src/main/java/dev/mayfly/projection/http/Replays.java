package dev.mayfly.projection.http;

import dev.mayfly.http.share.ClientAddress;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.http.share.Refusal;
import dev.mayfly.http.share.Shares;
import dev.mayfly.projection.declared.DeclaredProjection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The requests for which events are folded again: to read states as of an earlier point, or to try a definition. Each
 * takes a worker and the memory of its states, so the number that run at once is limited. Any thread may use it.
 */
@Singleton
public class Replays {
    private static final Refusal REFUSAL = new Refusal(
            "The maximum number of projections for one client is being replayed (mayfly.projections.replays). Try again later.",
            "The maximum number of projections is being replayed (mayfly.projections.replays). Try again later.",
            1);

    private final Shares places;

    /** Makes an instance, with no request running. */
    public Replays(ProjectionLimits limits) {
        this.places = new Shares(limits.replays());
    }

    /**
     * Runs work on a worker, with a temporary projection, and continues with its result on the request's event loop.
     *
     * @param projection makes the projection, which is closed after the work
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if the client's address has its share of the
     *     replays that may run, {@code unavailable} if others have all of them
     */
    <T> Uni<T> run(RoutingContext http, Supplier<DeclaredProjection> projection, Function<DeclaredProjection, T> work) {
        String address = ClientAddress.of(http);
        REFUSAL.check(places.take(address, 1));
        return ClientWork.compute(http, () -> {
            try (DeclaredProjection temporary = projection.get()) {
                return work.apply(temporary);
            } finally {
                places.giveBack(address, 1);
            }
        });
    }
}
