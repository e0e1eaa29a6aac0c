package dev.mayfly.http.quarkus;

import dev.mayfly.event.json.JsonBuffer;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** What is known of a request's connection, and what goes out on it; for the request's event loop. */
public final class Connections {
    private Connections() {}

    /**
     * Returns whether a request's client has gone or the answer has ended already, so that an end handler that is added now
     * may never be called.
     */
    public static boolean isGone(RoutingContext http) {
        // A connection that was reset is told as broken first, and only later as closed.
        return http.response().closed()
                || !connection(http.request()).channelHandlerContext().channel().isActive();
    }

    /** Cuts a request's connection, however much the client has not taken; to close it in the usual way would wait for that. */
    public static void cut(RoutingContext http) {
        if (http.request().version() == HttpVersion.HTTP_2) {
            http.response().reset();
        } else {
            var unused = connection(http.request()).channelHandlerContext().close();
        }
    }

    /** Returns what has been written as a Vert.x buffer over the same array, which is not to be written to again. */
    @SuppressWarnings("deprecation")
    public static Buffer wrapped(JsonBuffer written) {
        return Buffer.buffer(Unpooled.wrappedBuffer(written.array(), 0, written.size()));
    }

    private static ConnectionBase connection(HttpServerRequest request) {
        return (ConnectionBase) request.connection();
    }
}
