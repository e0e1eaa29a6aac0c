package dev.mayfly.http.wire;

import dev.mayfly.http.quarkus.LoopTurns;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * A turnstile for the requests of an HTTP/1.x connection: each goes on once the answer to the one before has left for the
 * client, whole. So a client that sends requests without reading their answers holds one answer, and what it has sent in
 * one piece; the {@link Inflow} reads nothing more from it.
 *
 * <p>A request that comes alone costs a comparison. It is behind the {@link RequestGuard}, which has counted the requests
 * that wait here.
 */
final class Turnstile extends HoldingHandler<Object> {
    private final StreamPlaces streams;
    private final LoopTurns.Line turns;
    private Runnable whenOpen = () -> {};
    /** Whether a request has gone on whose answer has not ended. */
    private boolean busy;
    /** Whether an answer has begun that is not an informational one. */
    private boolean begun;
    /** Whether the next request waits for earlier answers to leave. */
    private boolean leaving;

    Turnstile(StreamPlaces streams, LoopTurns.Line turns) {
        this.streams = streams;
        this.turns = turns;
    }

    /** Sets what is called each time that the last of the waiting requests has gone on. */
    void whenOpen(Runnable action) {
        whenOpen = action;
    }

    /** Returns whether requests wait here, so that nothing is read at the moment. */
    boolean isShut() {
        return !held.isEmpty();
    }

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
    public void handlerRemoved(ChannelHandlerContext context) {
        super.handlerRemoved(context);
        if (context.channel().isActive()) {
            // The connection goes on as one of HTTP/2, once the handler of that is there.
            context.executor().execute(() -> streams.watch(context.channel()));
        }
    }

    private void pass(ChannelHandlerContext context, Object message) {
        busy |= message instanceof HttpRequest;
        context.fireChannelRead(message);
    }

    private void goOnOnceSent(ChannelHandlerContext context) {
        if (leaving || busy || held.isEmpty()) {
            return;
        }
        leaving = true;
        // Leaves after everything that was written before.
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) sent -> context.executor()
                .execute(() -> {
                    leaving = false;
                    if (sent.isSuccess()) {
                        turns.run(() -> goOn(context));
                    }
                }));
    }

    /** Lets the next request pass, and all of its body that has arrived. */
    private void goOn(ChannelHandlerContext context) {
        if (busy || held.isEmpty()) {
            return;
        }
        do {
            pass(context, held.remove());
        } while (!held.isEmpty() && !(held.peek() instanceof HttpRequest));
        context.fireChannelReadComplete();
        if (held.isEmpty()) {
            whenOpen.run();
        } else {
            goOnOnceSent(context);
        }
    }

    /** Returns how many bytes of answers the network has not taken. */
    private static long unsentBytes(ChannelHandlerContext context) {
        ChannelOutboundBuffer unsent = context.channel().unsafe().outboundBuffer();
        return unsent == null ? 0 : unsent.totalPendingWriteBytes();
    }
}
