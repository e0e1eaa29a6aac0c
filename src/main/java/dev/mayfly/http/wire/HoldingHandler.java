package dev.mayfly.http.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/** A handler that holds back some of what arrives on its connection; it lets go of that when the connection ends. */
abstract class HoldingHandler<M> extends ChannelDuplexHandler {
    /** What is held, in the order in which it came. For the connection's event loop. */
    final Deque<M> held = new ArrayDeque<>(0);

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        release();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }

    private void release() {
        while (!held.isEmpty()) {
            ReferenceCountUtil.release(held.remove());
        }
    }
}
