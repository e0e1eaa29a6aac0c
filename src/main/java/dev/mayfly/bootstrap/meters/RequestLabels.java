package dev.mayfly.bootstrap.meters;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the text of clients out of the labels of requests: a method that HTTP does not know, or a path that is no
 * route, becomes one value for all of them. So there are as many series as routes, methods and statuses, whatever is
 * asked for.
 */
public final class RequestLabels implements MeterFilter {
    private static final String REQUESTS = "http.server.";
    private static final String METHOD = "method";
    private static final String URI = "uri";
    private static final String UNKNOWN = "UNKNOWN";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** What the framework writes where the path is unknown. */
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
