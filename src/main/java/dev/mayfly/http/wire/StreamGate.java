package dev.mayfly.http.wire;

import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.Gate;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * A gate that refuses the requests of HTTP/2 streams without one of the {@link StreamPlaces}, as {@code REFUSED_STREAM}:
 * nothing has been done for them, so a client may send them again (RFC 9113, section 8.7). The stream is there until
 * then, because a client may have sent a body behind its headers, which is an error on a stream that never was.
 */
@Singleton
public class StreamGate implements Gate {
    /** Before everything else. */
    private static final int PRIORITY = 1_200;

    /** Makes the gate. */
    public StreamGate() {}

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public boolean pass(RoutingContext http) {
        if (http.request().version() == HttpVersion.HTTP_2
                && StreamPlaces.isRefused(
                        Connections.channel(http), http.request().streamId())) {
            http.response().reset(Http2Error.REFUSED_STREAM.code());
            return false;
        }
        return true;
    }
}
