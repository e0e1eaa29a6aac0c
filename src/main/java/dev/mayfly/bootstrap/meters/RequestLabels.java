package dev.mayfly.bootstrap.meters;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A filter that keeps text from clients out of the labels of requests: all unknown methods, and all paths without a
 * route, are reported as one value. The number of series is therefore bounded by the routes, methods and statuses,
 * whatever clients request.
 */
public final class RequestLabels implements MeterFilter {
    private static final String REQUESTS = "http.server.";
    private static final String METHOD = "method";
    private static final String URI = "uri";
    private static final String UNKNOWN = "UNKNOWN";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** The values that the framework reports for unknown paths. */
    private static final Set<String> NO_PATHS = Set.of("root", "NOT_FOUND", "REDIRECTION", UNKNOWN, "/cors-preflight");

    private final Supplier<Set<String>> paths;
    private volatile @Nullable Set<String> known;

    /**
     * Makes a filter.
     *
     * @param paths returns the paths that may be reported, with names in braces; called once, at the first request
     */
    public RequestLabels(Supplier<Set<String>> paths) {
        this.paths = paths;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(REQUESTS)) {
            return id;
        }
        Meter.Id bounded = id;
        String method = id.getTag(METHOD);
        if (method != null && !METHODS.contains(method)) {
            bounded = bounded.withTag(Tag.of(METHOD, UNKNOWN));
        }
        String uri = id.getTag(URI);
        if (uri != null && !known().contains(uri)) {
            bounded = bounded.withTag(Tag.of(URI, UNKNOWN));
        }
        return bounded;
    }

    private Set<String> known() {
        Set<String> uris = known;
        if (uris == null) {
            uris = new HashSet<>(paths.get());
            uris.addAll(NO_PATHS);
            known = uris;
        }
        return uris;
    }
}
