package dev.mayfly.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * The bytes that arrive on an HTTP/1.x connection, on their way to the codec: while requests wait at the {@link
 * Turnstile}, no further ones are read from the network, and those that have arrived stay bytes. Requests that a client
 * sends together go to the codec in small pieces, so that few of them are decoded in advance; bodies go as they come.
 */
final class Inflow extends HoldingHandler<ByteBuf> {
    private static final int PIECE_BYTES = 1024;

    private final RequestGuard guard;
    private final Turnstile turnstile;
    /** Whether nothing is read from the network because of what is held. */
    private boolean stopped;

    Inflow(RequestGuard guard, Turnstile turnstile) {
        this.guard = guard;
        this.turnstile = turnstile;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        turnstile.whenOpen(() -> goOn(context));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && (!held.isEmpty() || turnstile.isShut())) {
            held.add(bytes);
        } else if (message instanceof ByteBuf bytes && bytes.readableBytes() > PIECE_BYTES) {
            held.add(bytes);
            pass(context);
        } else {
            context.fireChannelRead(message);
            readOrNot(context);
        }
    }

    private void goOn(ChannelHandlerContext context) {
        if (held.isEmpty()) {
            readOrNot(context);
        } else {
            pass(context);
            context.fireChannelReadComplete();
        }
    }

    private void pass(ChannelHandlerContext context) {
        while (!held.isEmpty() && !turnstile.isShut()) {
            ByteBuf bytes = held.peek();
            if (bytes.readableBytes() <= PIECE_BYTES || guard.isInBody()) {
                held.remove();
                context.fireChannelRead(bytes);
            } else {
                context.fireChannelRead(bytes.readRetainedSlice(PIECE_BYTES));
            }
        }
        readOrNot(context);
    }

    /** Reads from the network or not. */
    private void readOrNot(ChannelHandlerContext context) {
        boolean wanted = held.isEmpty() && !turnstile.isShut();
        if (!wanted) {
            stopped = true;
            context.channel().config().setAutoRead(false);
        } else if (stopped) {
            stopped = false;
            context.channel().config().setAutoRead(true);
        }
    }
}
