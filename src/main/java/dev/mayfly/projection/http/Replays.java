package dev.mayfly.projection.http;

import dev.mayfly.http.problem.Problem;
import dev.mayfly.projection.declared.DeclaredProjection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The requests for which events are folded again: as of an earlier time, or to try a definition. Each takes a worker
 * and the memory of its states, so only a limited number may run at once. Any thread may use it.
 */
@Singleton
public class Replays {
    private final ProjectionLimits limits;
    private final AtomicInteger going = new AtomicInteger();

    /** Makes the places that the limits allow. */
    public Replays(ProjectionLimits limits) {
        this.limits = limits;
    }

    /**
     * Does some work with a projection that is made for it, on a worker, and continues with the result on the request's
     * event loop.
     *
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
        return Uni.createFrom()
                .completionStage(() -> http.vertx()
                        .executeBlocking(
                                () -> {
                                    try (DeclaredProjection temporary = projection.get()) {
                                        return work.apply(temporary);
                                    } finally {
                                        going.decrementAndGet();
                                    }
                                },
                                false)
                        .toCompletionStage());
    }
}
