package dev.mayfly.http.wire;

import dev.mayfly.http.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The places for a server's connections. Any thread may use it. */
final class Places {
    private static final int RETRY_AFTER_SECONDS = 5;

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    Places(int most) {
        this.most = most;
    }

    /** Takes a place for a connection until it is closed; without one, answers it with a problem and closes it. */
    boolean take(Channel channel) {
        if (taken.incrementAndGet() <= most) {
            channel.closeFuture().addListener(closed -> taken.decrementAndGet());
            return true;
        }
        taken.decrementAndGet();
        channel.pipeline().addLast(new Unheard());
        channel.writeAndFlush(refusal()).addListener(ChannelFutureListener.CLOSE);
        return false;
    }

    /** Returns the bytes of the answer, because the connection has no codec. */
    private static ByteBuf refusal() {
        Problem problem = Problem.unavailable(
                "The maximum number of connections is open (" + WireLimits.CONNECTIONS + "). Try again later.",
                RETRY_AFTER_SECONDS);
        byte[] body = problem.json();
        StringBuilder head = new StringBuilder("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n");
        head.append("content-type: ").append(Problem.MEDIA_TYPE).append("\r\n");
        problem.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        return Unpooled.wrappedBuffer(head.toString().getBytes(StandardCharsets.US_ASCII), body);
    }

    /** Drops what a refused connection sends, and its failures. */
    private static final class Unheard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            var unused = context.close();
        }
    }
}
