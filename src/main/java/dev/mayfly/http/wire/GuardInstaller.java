package dev.mayfly.http.wire;

import dev.mayfly.http.quarkus.LoopTurns;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;

/**
 * A handler that waits in a pipeline for the codec and removes itself. After one of HTTP/1.x it adds a {@link
 * RequestGuard} and a {@link Turnstile}, and before it a {@link HeadClock} and the {@link Inflow}; before one of HTTP/2 a {@link StreamHeadClock}.
 *
 * <p>The codec is present from the start, or is added after this handler when TLS or the first bytes reveal the
 * protocol; in that case those bytes pass through here first.
 */
final class GuardInstaller extends ChannelInboundHandlerAdapter {
    private final WireLimits limits;
    private final StreamPlaces streams;
    private final LoopTurns.Line turns;

    GuardInstaller(WireLimits limits, StreamPlaces streams, LoopTurns.Line turns) {
        this.limits = limits;
        this.streams = streams;
        this.turns = turns;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.pipeline().context(HttpResponseEncoder.class) != null) {
            install(context);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        install(context);
        context.fireChannelRead(message);
    }

    private void install(ChannelHandlerContext context) {
        ChannelHandlerContext codec = context.pipeline().context(HttpResponseEncoder.class);
        if (codec != null) {
            RequestGuard guard = new RequestGuard(limits);
            context.pipeline().addAfter(codec.name(), "requestGuard", guard);
            Turnstile turnstile = new Turnstile(streams, turns);
            context.pipeline().addAfter("requestGuard", "turnstile", turnstile);
            ChannelHandlerContext decoder = context.pipeline().context(HttpRequestDecoder.class);
            context.pipeline().addBefore(decoder.name(), "inflow", new Inflow(guard, turnstile));
            context.pipeline().addBefore("inflow", "headClock", new HeadClock(guard, turnstile, limits));
        } else {
            ChannelHandlerContext frames = context.pipeline().context(Http2ConnectionHandler.class);
            if (frames != null) {
                context.pipeline().addBefore(frames.name(), "streamHeadClock", new StreamHeadClock(limits));
                streams.watch(context.channel());
            }
        }
        context.pipeline().remove(this);
    }
}
