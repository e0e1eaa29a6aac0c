package dev.mayfly.http.wire;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerOptions;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The limits of what precedes a request's body.
 *
 * @param lineBytes the most bytes of the request line
 * @param headerBytes the most bytes of all header lines
 */
record WireLimits(long lineBytes, long headerBytes) {
    /** The setting of {@link #lineBytes}. */
    static final String LINE = "quarkus.http.limits.max-initial-line-length";
    /** The setting of {@link #headerBytes}. */
    static final String HEADERS = "quarkus.http.limits.max-header-size";

    /**
     * Returns the configured limits; for a server outside the application, which has no settings, the defaults of
     * Vert.x.
     */
    static WireLimits configured() {
        Config config = ConfigProvider.getConfig();
        return new WireLimits(
                config.getOptionalValue(LINE, Long.class)
                        .orElse((long) HttpServerOptions.DEFAULT_MAX_INITIAL_LINE_LENGTH),
                config.getOptionalValue(HEADERS, MemorySize.class)
                        .map(MemorySize::asLongValue)
                        .orElse((long) HttpServerOptions.DEFAULT_MAX_HEADER_SIZE));
    }
}
