package dev.mayfly.http.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A turnstile for the requests of an HTTP/1.x connection: each goes on once the answer to the one before has left for the
 * client, whole. So a client that sends requests without reading their answers holds one answer, and what it has sent in
 * one piece; nothing more is read from it.
 *
 * <p>A request that comes alone costs a comparison. It is behind the {@link RequestGuard}, which has counted the requests
 * that wait here.
 */
final class Turnstile extends ChannelDuplexHandler {
    private final Deque<Object> held = new ArrayDeque<>(0);
    /** Whether a request has gone on whose answer has not ended. */
    private boolean busy;
    /** Whether an answer has begun that is not an informational one. */
    private boolean begun;
    /** Whether the next request waits for earlier answers to leave. */
    private boolean leaving;
    /** Whether more is to be read once nothing is held. */
    private boolean readWanted;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!held.isEmpty() || message instanceof HttpRequest && (busy || unsentBytes(context) > 0)) {
            held.add(message);
            if (!busy) {
                goOnOnceSent(context);
            }
        } else {
            pass(context, message);
        }
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (held.isEmpty()) {
            context.read();
        } else {
            readWanted = true;
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        begun |= message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        boolean last = begun && message instanceof LastHttpContent;
        var unused = context.write(message, promise);
        if (last) {
            begun = false;
            busy = false;
            if (!held.isEmpty()) {
                // Later, because the sender of the answer is not done with it, nor has flushed it.
                context.executor().execute(() -> goOnOnceSent(context));
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        release();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }

    private void pass(ChannelHandlerContext context, Object message) {
        busy |= message instanceof HttpRequest;
        context.fireChannelRead(message);
    }

    private void goOnOnceSent(ChannelHandlerContext context) {
        if (leaving || busy || held.isEmpty()) {
            return;
        }
        if (unsentBytes(context) == 0) {
            goOn(context);
            return;
        }
        leaving = true;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) sent -> {
            leaving = false;
            if (sent.isSuccess()) {
                goOnOnceSent(context);
            }
        });
    }

    /** Lets the next request pass, and all of its body that has arrived. */
    private void goOn(ChannelHandlerContext context) {
        do {
            pass(context, held.remove());
        } while (!held.isEmpty() && !(held.peek() instanceof HttpRequest));
        context.fireChannelReadComplete();
        if (held.isEmpty()) {
            if (readWanted) {
                readWanted = false;
                context.read();
            }
        } else if (!busy) {
            context.executor().execute(() -> goOnOnceSent(context));
        }
    }

    private void release() {
        while (!held.isEmpty()) {
            ReferenceCountUtil.release(held.remove());
        }
    }

    /** Returns how many bytes of answers the network has not taken. */
    private static long unsentBytes(ChannelHandlerContext context) {
        ChannelOutboundBuffer unsent = context.channel().unsafe().outboundBuffer();
        return unsent == null ? 0 : unsent.totalPendingWriteBytes();
    }
}
