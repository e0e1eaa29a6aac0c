package dev.mayfly.http.wire;

import dev.mayfly.http.quarkus.Connections;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The limits of connections and of what precedes a request's body.
 *
 * @param lineBytes the most bytes of the request line
 * @param headerBytes the most bytes of all header lines
 * @param headTime how long all of that may take to arrive
 * @param connections the most connections of a server
 * @param streams the most streams of all its HTTP/2 connections
 */
record WireLimits(long lineBytes, long headerBytes, Duration headTime, int connections, int streams) {
    /** The setting of {@link #lineBytes}. */
    static final String LINE = "quarkus.http.limits.max-initial-line-length";
    /** The setting of {@link #headerBytes}. */
    static final String HEADERS = "quarkus.http.limits.max-header-size";
    /** The setting of {@link #headTime}. */
    static final String HEAD_TIME = "mayfly.limits.header-time";

    /** The setting of {@link #connections}. */
    static final String CONNECTIONS = "mayfly.limits.connections";

    /** The setting of {@link #streams}. */
    static final String STREAMS = "mayfly.limits.streams";

    private static final Duration DEFAULT_HEAD_TIME = Duration.ofSeconds(10);

    /**
     * Returns the configured limits; for a server outside the application, which has no settings, the defaults.
     */
    static WireLimits configured() {
        Config config = ConfigProvider.getConfig();
        return new WireLimits(
                config.getOptionalValue(LINE, Long.class)
                        .orElse((long) HttpServerOptions.DEFAULT_MAX_INITIAL_LINE_LENGTH),
                config.getOptionalValue(HEADERS, MemorySize.class)
                        .map(MemorySize::asLongValue)
                        .orElse((long) HttpServerOptions.DEFAULT_MAX_HEADER_SIZE),
                config.getOptionalValue(HEAD_TIME, Duration.class).orElse(DEFAULT_HEAD_TIME),
                config.getOptionalValue(CONNECTIONS, Integer.class)
                        .orElse(Connections.byHeap(Runtime.getRuntime().maxMemory())),
                config.getOptionalValue(STREAMS, Integer.class)
                        .orElse(Connections.byHeap(Runtime.getRuntime().maxMemory())));
    }
}
