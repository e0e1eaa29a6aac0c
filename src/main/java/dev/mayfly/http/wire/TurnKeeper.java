package dev.mayfly.http.wire;

import dev.mayfly.http.quarkus.LoopTurns;
import dev.mayfly.http.share.ClientAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The first handler of a connection: what arrives on it, and what goes on because the network has taken an answer, is done
 * in the turns of its client on the event loop. What has arrived waits as bytes meanwhile, and no more is read.
 */
final class TurnKeeper extends HoldingHandler<ByteBuf> {
    private static final Logger LOG = Logger.getLogger(TurnKeeper.class);
    /** How much is passed on at once while others have work too, in which some dozens of requests fit. */
    private static final int PIECE_BYTES = 1024;

    private final LoopTurns.Line turns;
    /** Whether what is held waits for a turn. */
    private boolean waits;
    /** Whether all that has arrived for now is held. */
    private boolean complete;
    /** Whether nothing is read because of what is held. */
    private boolean paused;
    /** Whether a change of whether the network takes more waits for a turn. */
    private boolean changed;

    TurnKeeper(LoopTurns.Line turns) {
        this.turns = turns;
    }

    /** Returns the turns of a connection's client on its event loop, which the connection leaves when it is closed. */
    static LoopTurns.Line turnsOf(Channel channel) {
        EventLoop loop = channel.eventLoop();
        return LoopTurns.here(task -> inNextRound(loop, task))
                .enter(channel, ClientAddress.of(channel.remoteAddress()));
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
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        held.add(bytes);
        if (!waits) {
            waits = true;
            turns.run(() -> pass(context));
        }
        if (waits) {
            pause(context);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (waits) {
            complete = true;
        } else {
            turns.run(context::fireChannelReadComplete);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            // Who writes has to stop now.
            context.fireChannelWritabilityChanged();
        } else if (!changed) {
            changed = true;
            turns.run(() -> {
                changed = false;
                context.fireChannelWritabilityChanged();
            });
        }
    }

    private void pass(ChannelHandlerContext context) {
        waits = false;
        if (paused) {
            // Before the bytes go on, because what they lead to may want to read no more.
            paused = false;
            context.channel().config().setAutoRead(true);
        }
        while (!held.isEmpty()) {
            ByteBuf bytes = held.peek();
            if (bytes.readableBytes() > PIECE_BYTES && turns.hasCompany()) {
                context.fireChannelRead(bytes.readRetainedSlice(PIECE_BYTES));
            } else {
                held.remove();
                context.fireChannelRead(bytes);
            }
            if (!held.isEmpty() && turns.isOver()) {
                waits = true;
                turns.later(() -> pass(context));
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
}
