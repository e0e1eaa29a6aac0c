package dev.mayfly.http.route;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/** The worker threads for work that grows with a store or may block, and so must not run on an event loop. */
public final class Workers {
    private Workers() {}

    /** Computes a value on a worker, and delivers it on the request's event loop. */
    public static <T> Uni<T> compute(RoutingContext http, Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> http.vertx().executeBlocking(work, false).toCompletionStage());
    }
}
