package dev.mayfly.projection.http;

import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.projection.declared.DeclaredProjection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The requests for which events are folded again: to read states as of an earlier point, or to try a definition. Each
 * takes a worker and the memory of its states, so the number that run at once is limited. Any thread may use it.
 */
@Singleton
public class Replays {
    private final ProjectionLimits limits;
    private final AtomicInteger going = new AtomicInteger();

    /** Makes an instance, with no request running. */
    public Replays(ProjectionLimits limits) {
        this.limits = limits;
    }

    /**
     * Runs work on a worker, with a temporary projection, and continues with its result on the request's event loop.
     *
     * @param projection makes the projection, which is closed after the work
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if the maximum is already running
     */
    <T> Uni<T> run(RoutingContext http, Supplier<DeclaredProjection> projection, Function<DeclaredProjection, T> work) {
        if (going.incrementAndGet() > limits.replays()) {
            going.decrementAndGet();
            throw Problem.throttled(
                            "The maximum number of projections is being replayed (mayfly.projections.replays). Try again later.",
                            1)
                    .exception();
        }
        return ClientWork.compute(http, () -> {
            try (DeclaredProjection temporary = projection.get()) {
                return work.apply(temporary);
            } finally {
                going.decrementAndGet();
            }
        });
    }
}
