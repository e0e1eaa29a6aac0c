package dev.mayfly.http.wire;

import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.share.ClientAddress;
import dev.mayfly.http.share.Refusal;
import dev.mayfly.http.share.Shares;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** The places for a server's connections, which clients share by their addresses. Any thread may use it. */
final class Places {
    private static final Refusal REFUSAL = new Refusal(
            "The maximum number of connections from your address is open (" + WireLimits.CONNECTIONS
                    + "). Try again later.",
            "The maximum number of connections is open (" + WireLimits.CONNECTIONS + "). Try again later.",
            5);

    private final Shares places;

    Places(int most) {
        this.places = new Shares(most);
    }

    /** Takes a place for a connection until it is closed; without one, answers it with a problem and closes it. */
    boolean take(Channel channel) {
        String address = ClientAddress.of(channel.remoteAddress());
        // The connections of a proxy are those of many clients.
        String owner = address == null ? channel.id().asLongText() : address;
        Shares.Outcome outcome = places.take(owner, 1);
        if (outcome == Shares.Outcome.TAKEN) {
            channel.closeFuture().addListener(closed -> places.giveBack(owner, 1));
            return true;
        }
        channel.pipeline().addLast(new Unheard());
        channel.writeAndFlush(refusal(outcome)).addListener(ChannelFutureListener.CLOSE);
        return false;
    }

    /** Returns the bytes of the answer, because the connection has no codec. */
    private static ByteBuf refusal(Shares.Outcome outcome) {
        Problem problem = REFUSAL.problem(outcome);
        byte[] body = problem.json();
        StringBuilder head = new StringBuilder("HTTP/1.1 ");
        head.append(HttpResponseStatus.valueOf(problem.status())).append("\r\nconnection: close\r\n");
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
