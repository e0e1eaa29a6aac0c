package dev.mayfly.http.quarkus;

import dev.mayfly.event.json.JsonBuffer;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The state of a request's connection, and what is written to it. For the request's event loop, unless stated otherwise.
 */
public final class Connections {
    private static final long BYTES_PER_CONNECTION = (256L << 20) / 4_000;

    private Connections() {}

    /** Returns how many connections a heap has room for: 4,000 in 256 MiB. */
    public static int byHeap(long heapBytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, heapBytes / BYTES_PER_CONNECTION));
    }

    /**
     * Returns whether a request's client has gone or the answer has already ended, so that an end handler added now may
     * never be called. Any thread may ask.
     */
    public static boolean isGone(RoutingContext http) {
        // A connection that was reset is reported as broken first, and as closed only later.
        return http.response().ended()
                || http.response().closed()
                || !channel(http).isActive();
    }

    /**
     * Calls back once, when a request has been answered or its client has gone; at once if it is over already. For the
     * request's event loop.
     */
    public static void whenOver(RoutingContext http, Runnable action) {
        AtomicBoolean called = new AtomicBoolean();
        Runnable once = () -> {
            if (called.compareAndSet(false, true)) {
                action.run();
            }
        };
        http.addEndHandler(ended -> once.run());
        // A request that is over sends no notification of its end, or may have sent it before.
        if (isGone(http)) {
            once.run();
        }
    }

    /** Cuts a request's connection, even if the client has unread data; a normal close would wait until it is read. */
    public static void cut(RoutingContext http) {
        if (http.request().version() == HttpVersion.HTTP_2) {
            http.response().reset();
        } else {
            var unused = connection(http.request()).channelHandlerContext().close();
        }
    }

    /**
     * Ends a request's connection once it has been answered, because the rest of its body is not wanted. With HTTP/2 only
     * the answer ends: what still comes of the body is discarded, and the connection has other requests.
     */
    public static void endAfterAnswer(RoutingContext http) {
        if (http.request().version() != HttpVersion.HTTP_2) {
            connection(http.request())
                    .channelHandlerContext()
                    .pipeline()
                    .fireUserEventTriggered(ConnectionEvent.END_AFTER_ANSWER);
        }
    }

    /**
     * Calls back once the answer to a request, which has ended, has left for the client or the connection has ended. Takes
     * the place of the response's close handler with HTTP/2.
     */
    public static void whenSent(RoutingContext http, Runnable sent) {
        if (http.request().version() == HttpVersion.HTTP_2) {
            http.response().closeHandler(unused -> sent.run());
        } else {
            connection(http.request())
                    .channelHandlerContext()
                    .writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(unused -> sent.run());
        }
    }

    /** Returns the written bytes as a Vert.x buffer over the same array, which must not be written to again. */
    @SuppressWarnings("deprecation")
    public static Buffer wrapped(JsonBuffer written) {
        return Buffer.buffer(Unpooled.wrappedBuffer(written.array(), 0, written.size()));
    }

    /** Returns the channel of a request's connection. */
    public static Channel channel(RoutingContext http) {
        return connection(http.request()).channelHandlerContext().channel();
    }

    private static ConnectionBase connection(HttpServerRequest request) {
        return (ConnectionBase) request.connection();
    }
}
