package dev.mayfly.http.route;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * The check for requests that only observe. A read with the header {@code Mayfly-Observer: true} is exempt from
 * injected faults, does not count as a use of a store that expires when unused, creates no store, and leaves nothing in
 * the search cache. Observing a store therefore does not disturb the test that uses it.
 */
public final class Observer {
    /** The header of such requests. */
    public static final String HEADER = "Mayfly-Observer";

    private static final String SEARCH = "/search";
    private static final String QUERY = "/query";
    private static final String PREVIEW = "/projections/preview";

    private Observer() {}

    /** Returns whether a request only observes; a request that changes something never does. */
    public static boolean is(HttpServerRequest request) {
        return "true".equalsIgnoreCase(request.getHeader(HEADER)) && isRead(request.method(), request.path());
    }

    /** Returns whether an operation only reads: every GET and HEAD, and searches, queries and previews. */
    public static boolean isRead(HttpMethod method, String path) {
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)
                || method.equals(HttpMethod.POST)
                        && (path.endsWith(SEARCH) || path.endsWith(QUERY) || path.endsWith(PREVIEW));
    }
}
