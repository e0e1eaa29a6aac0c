package dev.mayfly.http.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;

/**
 * A handler that waits in a pipeline for the HTTP/1.x codec, adds a {@link RequestGuard} after it and a {@link HeadClock}
 * before it, and removes itself.
 *
 * <p>The codec is present from the start, or is added after this handler when TLS or the first bytes reveal the
 * protocol; in that case those bytes pass through here first.
 */
final class GuardInstaller extends ChannelInboundHandlerAdapter {
    private final WireLimits limits;

    GuardInstaller(WireLimits limits) {
        this.limits = limits;
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
            ChannelHandlerContext decoder = context.pipeline().context(HttpRequestDecoder.class);
            context.pipeline().addBefore(decoder.name(), "headClock", new HeadClock(guard, limits));
        }
        context.pipeline().remove(this);
    }
}
