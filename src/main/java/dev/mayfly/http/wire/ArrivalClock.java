package dev.mayfly.http.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the time that something takes to arrive on a connection, from its first byte to its last. There is a timer
 * only once a part of it has arrived. Time in which the server itself does not read does not count.
 */
abstract class ArrivalClock extends ChannelInboundHandlerAdapter {
    private final long limitNanos;
    /** When the wait began for what is arriving. */
    private long sinceNanos;
    /** The count of {@link #arrived()} when it began; -1 if there has been no wait. */
    private long arrivedThen = -1;

    private @Nullable ScheduledFuture<?> timer;

    ArrivalClock(WireLimits limits) {
        this.limitNanos = limits.headTime().toNanos();
    }

    /** Returns whether a part has arrived, and the rest is awaited. */
    abstract boolean isArriving();

    /** Returns how much has arrived wholly: a number that grows with each. */
    abstract long arrived();

    /** Returns whether the server itself does not read at the moment. */
    boolean isHeldUp(ChannelHandlerContext context) {
        return !context.channel().config().isAutoRead();
    }

    /** Ends what has not arrived in time. */
    abstract void late(ChannelHandlerContext context);

    /** Looks at what has come of bytes that have been read. */
    final void look(ChannelHandlerContext context) {
        if (!isArriving()) {
            return;
        }
        if (arrivedThen != arrived()) {
            arrivedThen = arrived();
            sinceNanos = System.nanoTime();
        }
        if (timer == null && context.channel().isActive()) {
            schedule(context, limitNanos);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel();
    }

    private void schedule(ChannelHandlerContext context, long nanos) {
        timer = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context) {
        timer = null;
        if (!isArriving() || arrivedThen != arrived()) {
            return;
        }
        long now = System.nanoTime();
        if (isHeldUp(context)) {
            sinceNanos = now;
        }
        long left = limitNanos - (now - sinceNanos);
        if (left > 0) {
            schedule(context, left);
        } else {
            late(context);
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
