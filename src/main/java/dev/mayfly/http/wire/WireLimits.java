package dev.mayfly.http.wire;

import io.quarkus.runtime.configuration.MemorySize;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How much of a request comes before its body.
 *
 * @param lineBytes the most bytes of the request line
 * @param headerBytes the most bytes of all header lines
 */
record WireLimits(long lineBytes, long headerBytes) {
    /** The setting of {@link #lineBytes}. */
    static final String LINE = "quarkus.http.limits.max-initial-line-length";
    /** The setting of {@link #headerBytes}. */
    static final String HEADERS = "quarkus.http.limits.max-header-size";

    /** Returns what the server is configured to. */
    static WireLimits configured() {
        Config config = ConfigProvider.getConfig();
        return new WireLimits(
                config.getValue(LINE, Long.class),
                config.getValue(HEADERS, MemorySize.class).asLongValue());
    }
}
