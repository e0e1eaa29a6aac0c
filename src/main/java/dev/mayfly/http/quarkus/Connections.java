package dev.mayfly.http.quarkus;

import dev.mayfly.event.json.JsonBuffer;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * The state of a request's connection, and what is written to it. For the request's event loop, unless stated otherwise.
 */
public final class Connections {
    private Connections() {}

    /**
     * Returns whether a request's client has gone or the answer has already ended, so that an end handler added now may
     * never be called. Any thread may ask.
     */
    public static boolean isGone(RoutingContext http) {
        // A connection that was reset is reported as broken first, and as closed only later.
        return http.response().closed()
                || !connection(http.request()).channelHandlerContext().channel().isActive();
    }

    /** Cuts a request's connection, even if the client has unread data; a normal close would wait until it is read. */
    public static void cut(RoutingContext http) {
        if (http.request().version() == HttpVersion.HTTP_2) {
            http.response().reset();
        } else {
            var unused = connection(http.request()).channelHandlerContext().close();
        }
    }

    /** Returns the written bytes as a Vert.x buffer over the same array, which must not be written to again. */
    @SuppressWarnings("deprecation")
    public static Buffer wrapped(JsonBuffer written) {
        return Buffer.buffer(Unpooled.wrappedBuffer(written.array(), 0, written.size()));
    }

    private static ConnectionBase connection(HttpServerRequest request) {
        return (ConnectionBase) request.connection();
    }
}
