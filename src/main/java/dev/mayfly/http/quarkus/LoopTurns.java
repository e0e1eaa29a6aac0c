package dev.mayfly.http.quarkus;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The turns that clients take on one event loop. While several of them have work there, none does more than about half a
 * millisecond of it, on all of its connections together, before the loop looks at the others: what a client sends, in
 * however small parts and on however many connections, delays the others by a turn of it and not by all of it. A client
 * that is alone is not held up, and an idle loop never waits.
 *
 * <p>All methods are for the thread of the loop. Running work costs a comparison while the loop has the connections of one
 * client only, and two looks at the clock otherwise.
 */
public final class LoopTurns {
    /** How long a client may work until the others have their turn. */
    static final long TURN_NANOS = 500_000;

    /** For how long after its last work a client counts as one of several. */
    static final long ACTIVE_NANOS = 200_000_000;

    private static final AttributeKey<Line> LINE = AttributeKey.valueOf(LoopTurns.class, "line");

    private static final ThreadLocal<@Nullable LoopTurns> HERE = new ThreadLocal<>();

    private final Executor nextRound;
    private final LongSupplier nanoTime;
    private final Map<String, Line> lines = new HashMap<>();
    private int lineCount;
    private @Nullable Line running;
    /** Who worked last, and when; and when somebody else worked last. */
    private @Nullable Line latest;

    private long latestNanos;
    private long othersNanos;

    LoopTurns(Executor nextRound, LongSupplier nanoTime) {
        this.nextRound = nextRound;
        this.nanoTime = nanoTime;
        this.latestNanos = nanoTime.getAsLong() - 2 * ACTIVE_NANOS;
        this.othersNanos = latestNanos;
    }

    /**
     * Returns the turns on the current event loop.
     *
     * @param nextRound runs a task on the loop once it has looked at its connections again
     */
    public static LoopTurns here(Executor nextRound) {
        LoopTurns here = HERE.get();
        if (here == null) {
            here = new LoopTurns(nextRound, System::nanoTime);
            HERE.set(here);
        }
        return here;
    }

    /** Returns the line in which a connection is, or null if it is in none. */
    static @Nullable Line of(Channel connection) {
        return connection.attr(LINE).get();
    }

    /** Returns the line whose work is being done by the current thread, or null if it does no such work. */
    static @Nullable Line running() {
        LoopTurns here = HERE.get();
        return here == null ? null : here.running;
    }

    /**
     * Puts one more connection of a client in its line until it is closed.
     *
     * @param client the client's name, or null for a connection that may be that of a proxy, and so has a line of its own
     */
    public Line enter(Channel connection, @Nullable String client) {
        Line line = enter(client);
        connection.attr(LINE).set(line);
        connection.closeFuture().addListener(closed -> line.leave());
        return line;
    }

    /**
     * Returns the line of a client for one more of its connections, which must {@linkplain Line#leave leave} it.
     *
     * @param client the client's name, or null for a connection that may be that of a proxy, and so has a line of its own
     */
    public Line enter(@Nullable String client) {
        Line line = client == null ? null : lines.get(client);
        if (line == null) {
            line = new Line(client);
            lineCount++;
            if (client != null) {
                lines.put(client, line);
            }
        }
        line.connections++;
        return line;
    }

    /** The work of one client on the loop, in the order in which it came. */
    public final class Line {
        private final @Nullable String client;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int connections;
        private long usedNanos;
        private long turnBegan;
        /** Whether it waits for the others to have their turn. */
        private boolean rests;

        private Line(@Nullable String client) {
            this.client = client;
        }

        /** Does some work, at once if it is this client's turn, and otherwise after what waits already. */
        public void run(Runnable work) {
            if (running != null) {
                work.run();
            } else if (rests) {
                waiting.add(work);
            } else if (lineCount == 1) {
                alone(work);
            } else {
                take(work);
            }
        }

        /** Does some work in a later turn. */
        public void later(Runnable work) {
            waiting.add(work);
            rest();
        }

        /** Returns whether others have work on the loop too. */
        public boolean hasCompany() {
            return lineCount > 1 && isOneOfSeveral(nanoTime.getAsLong());
        }

        /** Returns whether the turn is over, so that what is left is for {@link #later}. */
        public boolean isOver() {
            if (lineCount == 1) {
                return false;
            }
            long now = nanoTime.getAsLong();
            return usedNanos + now - turnBegan >= TURN_NANOS && isOneOfSeveral(now);
        }

        /** Ends the part of a connection. */
        public void leave() {
            connections--;
            if (connections == 0) {
                lineCount--;
                if (client != null) {
                    lines.remove(client);
                }
            }
        }

        private void alone(Runnable work) {
            running = this;
            try {
                work.run();
            } finally {
                running = null;
            }
        }

        private void take(Runnable work) {
            turnBegan = nanoTime.getAsLong();
            running = this;
            try {
                work.run();
            } finally {
                running = null;
                long now = nanoTime.getAsLong();
                usedNanos = isOneOfSeveral(now) ? usedNanos + now - turnBegan : 0;
                if (latest != this) {
                    othersNanos = latestNanos;
                    latest = this;
                }
                latestNanos = now;
                if (usedNanos >= TURN_NANOS) {
                    rest();
                }
            }
        }

        private boolean isOneOfSeveral(long now) {
            return now - (latest == this ? othersNanos : latestNanos) < ACTIVE_NANOS;
        }

        private void rest() {
            if (!rests) {
                rests = true;
                nextRound.execute(this::goOn);
            }
        }

        private void goOn() {
            rests = false;
            usedNanos = 0;
            try {
                while (!rests && !waiting.isEmpty()) {
                    take(waiting.remove());
                }
            } finally {
                if (!waiting.isEmpty()) {
                    rest();
                }
            }
        }
    }
}
