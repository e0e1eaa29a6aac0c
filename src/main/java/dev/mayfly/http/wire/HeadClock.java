package dev.mayfly.http.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the time that the head of a request takes to arrive, from its first byte to the empty line. It is in the
 * pipeline of a connection before the HTTP/1.x codec, whose {@link RequestGuard} answers a request that is late.
 *
 * <p>A request that arrives in one piece costs a comparison. There is a timer only once a part of a head has arrived.
 */
final class HeadClock extends ChannelInboundHandlerAdapter {
    private final RequestGuard guard;
    private final Turnstile turnstile;
    private final long limitNanos;
    /** Whether a part of a head has arrived, and the rest is awaited. */
    private boolean waiting;
    /** When the wait began. */
    private long sinceNanos;
    /** The number of messages that were complete then. */
    private long messages;

    private @Nullable ScheduledFuture<?> timer;

    HeadClock(RequestGuard guard, Turnstile turnstile, WireLimits limits) {
        this.guard = guard;
        this.turnstile = turnstile;
        this.limitNanos = limits.headTime().toNanos();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        long before = guard.messages();
        context.fireChannelRead(bytes);
        if (guard.messages() == before && !guard.isInBody()) {
            awaitRest(context);
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

    private void awaitRest(ChannelHandlerContext context) {
        if (waiting && messages == guard.messages()) {
            return;
        }
        waiting = true;
        sinceNanos = System.nanoTime();
        messages = guard.messages();
        if (timer == null && context.channel().isActive()) {
            schedule(context, limitNanos);
        }
    }

    private void schedule(ChannelHandlerContext context, long nanos) {
        timer = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context) {
        timer = null;
        if (!waiting || messages != guard.messages()) {
            waiting = false;
            return;
        }
        long now = System.nanoTime();
        if (turnstile.isShut() || !context.channel().config().isAutoRead()) {
            // The server itself does not read at the moment.
            sinceNanos = now;
        }
        long left = limitNanos - (now - sinceNanos);
        if (left > 0) {
            schedule(context, left);
        } else {
            waiting = false;
            guard.refuseLate();
        }
    }

    private void cancel() {
        waiting = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
