package dev.mayfly.http.route;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Whether a request only looks on: a read with the header {@code Mayfly-Observer: true} meets no injected fault, is no use of
 * a store that goes when it is not used, makes no store, and leaves nothing in the cache of searches. So looking at a store
 * does not disturb the test that uses it.
 */
public final class Observer {
    /** The header that says so. */
    public static final String HEADER = "Mayfly-Observer";

    private static final String SEARCH = "/search";
    private static final String PREVIEW = "/projections/preview";

    private Observer() {}

    /** Returns whether a request only looks on; a request that changes something never does. */
    public static boolean is(HttpServerRequest request) {
        return "true".equalsIgnoreCase(request.getHeader(HEADER)) && isRead(request.method(), request.path());
    }

    /** Returns whether an operation reads and changes nothing: every GET and HEAD, and searches and previews. */
    public static boolean isRead(HttpMethod method, String path) {
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)
                || method.equals(HttpMethod.POST) && (path.endsWith(SEARCH) || path.endsWith(PREVIEW));
    }
}
