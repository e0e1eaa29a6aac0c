package dev.mayfly.http.wire;

import io.netty.channel.ChannelHandlerContext;

/**
 * A limit on the time that the head of a request takes to arrive, from its first byte to the empty line. It is in the
 * pipeline of a connection before the HTTP/1.x codec, whose {@link RequestGuard} answers a request that is late.
 *
 * <p>A request that arrives in one piece costs a comparison.
 */
final class HeadClock extends ArrivalClock {
    private final RequestGuard guard;
    private final Turnstile turnstile;
    /** Whether the bytes that were read last have completed nothing, and are not of a body. */
    private boolean partial;

    HeadClock(RequestGuard guard, Turnstile turnstile, WireLimits limits) {
        super(limits);
        this.guard = guard;
        this.turnstile = turnstile;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        long before = guard.messages();
        context.fireChannelRead(bytes);
        partial = guard.messages() == before && !guard.isInBody();
        look(context);
    }

    @Override
    boolean isArriving() {
        return partial;
    }

    @Override
    long arrived() {
        return guard.messages();
    }

    @Override
    boolean isHeldUp(ChannelHandlerContext context) {
        return turnstile.isShut() || super.isHeldUp(context);
    }

    @Override
    void late(ChannelHandlerContext context) {
        guard.refuseLate();
    }
}
