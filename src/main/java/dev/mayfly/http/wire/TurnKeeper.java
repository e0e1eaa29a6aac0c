package dev.mayfly.http.wire;

import dev.mayfly.http.quarkus.LoopTurns;
import dev.mayfly.http.share.ClientAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of a connection: what arrives on it, and what goes on because the network has taken an answer, is done
 * in the turns of its client on the event loop. What has arrived waits as bytes meanwhile, and no more is read.
 */
final class TurnKeeper extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(TurnKeeper.class);
    private static final AttributeKey<LoopTurns.Line> LINE = AttributeKey.valueOf("mayfly.turns");
    /** How much is passed on at once while others have work too, in which some dozens of requests fit. */
    private static final int PIECE_BYTES = 1024;

    private final Deque<ByteBuf> held = new ArrayDeque<>(1);
    /** Set when the handler is added, which is before anything else happens. */
    private LoopTurns.@Nullable Line line;
    /** Whether what is held waits for a turn. */
    private boolean waits;
    /** Whether all that has arrived for now is held. */
    private boolean complete;
    /** Whether nothing is read because of what is held. */
    private boolean paused;
    /** Whether a change of whether the network takes more waits for a turn. */
    private boolean changed;

    /** Runs work of a connection in the turns of its client, once it has a line, and else at once. */
    static void run(Channel channel, Runnable work) {
        LoopTurns.Line line = channel.attr(LINE).get();
        if (line == null) {
            work.run();
        } else {
            line.run(work);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        EventLoop loop = context.channel().eventLoop();
        LoopTurns turns = LoopTurns.here(task -> inNextRound(loop, task));
        LoopTurns.Line entered = turns.enter(ClientAddress.of(context.channel().remoteAddress()));
        line = entered;
        context.channel().attr(LINE).set(entered);
        context.channel().closeFuture().addListener(closed -> entered.leave());
    }

    /** Runs a task once the loop has looked at its connections again: those that are due are taken up before the others. */
    private static void inNextRound(EventLoop loop, Runnable task) {
        try {
            var unused = loop.schedule(task, 0, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shutDown) {
            LOG.debug("An event loop has ended before what waited there", shutDown);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes) || line == null) {
            context.fireChannelRead(message);
            return;
        }
        held.add(bytes);
        if (!waits) {
            waits = true;
            line.run(() -> pass(context));
        }
        if (waits) {
            pause(context);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (waits) {
            complete = true;
        } else if (line == null) {
            context.fireChannelReadComplete();
        } else {
            line.run(context::fireChannelReadComplete);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (line == null || !context.channel().isWritable()) {
            // Who writes has to stop now.
            context.fireChannelWritabilityChanged();
        } else if (!changed) {
            changed = true;
            line.run(() -> {
                changed = false;
                context.fireChannelWritabilityChanged();
            });
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

    private void pass(ChannelHandlerContext context) {
        LoopTurns.Line turn = line;
        waits = false;
        if (paused) {
            // Before the bytes go on, because what they lead to may want to read no more.
            paused = false;
            context.channel().config().setAutoRead(true);
        }
        while (turn != null && !held.isEmpty()) {
            ByteBuf bytes = held.peek();
            if (bytes.readableBytes() > PIECE_BYTES && turn.hasCompany()) {
                context.fireChannelRead(bytes.readRetainedSlice(PIECE_BYTES));
            } else {
                held.remove();
                context.fireChannelRead(bytes);
            }
            if (!held.isEmpty() && turn.isOver()) {
                waits = true;
                turn.later(() -> pass(context));
                pause(context);
                return;
            }
        }
        if (complete) {
            complete = false;
            context.fireChannelReadComplete();
        }
    }

    private void pause(ChannelHandlerContext context) {
        if (context.channel().config().isAutoRead()) {
            paused = true;
            context.channel().config().setAutoRead(false);
        }
    }

    private void release() {
        while (!held.isEmpty()) {
            held.remove().release();
        }
    }
}
