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

    private static final long DEFAULT_LINE_BYTES = 4 * 1024;
    private static final long DEFAULT_HEADER_BYTES = 20 * 1024;

    /** Returns what the server is configured to; outside the application, where nothing is, what Quarkus has by default. */
    static WireLimits configured() {
        Config config = ConfigProvider.getConfig();
        return new WireLimits(
                config.getOptionalValue(LINE, Long.class).orElse(DEFAULT_LINE_BYTES),
                config.getOptionalValue(HEADERS, MemorySize.class)
                        .map(MemorySize::asLongValue)
                        .orElse(DEFAULT_HEADER_BYTES));
    }
}
