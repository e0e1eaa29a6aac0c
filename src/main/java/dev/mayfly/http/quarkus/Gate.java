package dev.mayfly.http.quarkus;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * A handler that requests pass on the way to a resource: it answers a request or passes it on with {@code next()}. Each
 * bean of this type is installed at the start, and called on the request's event loop.
 */
public interface Gate extends Handler<RoutingContext> {
    /** Returns its place among the gates: requests pass those with higher priority first. */
    int priority();
}
