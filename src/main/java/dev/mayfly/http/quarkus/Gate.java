package dev.mayfly.http.quarkus;

import io.vertx.ext.web.RoutingContext;

/**
 * A check that requests pass on the way to a resource. Each bean of this type is installed at the start, and called on the
 * request's event loop.
 */
public interface Gate {
    /** Returns its place among the gates: requests pass those with higher priority first. */
    int priority();

    /**
     * Lets a request pass to the next gate, by returning true; or takes it, and answers it or sends it another way. What
     * it throws answers the request.
     */
    boolean pass(RoutingContext http);
}
