package dev.mayfly.http.quarkus;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Looks from time to time at things that wait on event loops. The things of an event loop are in a list that one timer
 * goes through as long as there are any, so one that waits briefly costs two changes of that list and no timer.
 */
public final class Sweep {
    private final long periodMillis;
    private final List<Loop> all = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Loop> loops = ThreadLocal.withInitial(this::added);

    /** Makes a sweep that looks at each thing once in a period. */
    public Sweep(long periodMillis) {
        this.periodMillis = periodMillis;
    }

    /** A thing that waits. For the event loop on which it joins. */
    public abstract static class Waiting {
        private @Nullable Loop loop;
        private Waiting before = this;
        private Waiting after = this;

        /** Returns whether the wait must end now. */
        protected abstract boolean isDue(long nowNanos);

        /** Ends what waits; called once, after it has left. */
        protected abstract void end();

        /** Ends the wait; later calls have no effect. */
        public final void leave() {
            if (loop != null) {
                before.after = after;
                after.before = before;
                loop.count(-1);
                loop = null;
            }
        }
    }

    /** Looks at a thing from now on until it leaves. It must not be waiting yet. */
    public void join(Vertx vertx, Waiting waiting) {
        loops.get().add(vertx, waiting);
    }

    /** Returns the time between two looks at a thing. */
    public long periodMillis() {
        return periodMillis;
    }

    /** Returns how many things are waiting. Any thread may call it. */
    public int count() {
        return all.stream().mapToInt(loop -> loop.count.get()).sum();
    }

    private Loop added() {
        Loop loop = new Loop();
        all.add(loop);
        return loop;
    }

    /** The things of one event loop: a ring, which begins and ends with this. */
    private final class Loop extends Waiting {
        private final AtomicInteger count = new AtomicInteger();
        private boolean timed;

        void count(int more) {
            // Only the event loop writes it.
            count.setOpaque(count.getPlain() + more);
        }

        void add(Vertx vertx, Waiting waiting) {
            Waiting last = super.before;
            waiting.loop = this;
            waiting.before = last;
            waiting.after = this;
            last.after = waiting;
            super.before = waiting;
            count(1);
            if (!timed) {
                timed = true;
                time(vertx);
            }
        }

        @Override
        protected boolean isDue(long nowNanos) {
            return false;
        }

        @Override
        protected void end() {}

        private void look(long nowNanos) {
            // What ends may make others leave, so nothing ends before all have been looked at.
            List<Waiting> due = new ArrayList<>();
            for (Waiting each = super.after; each != this; each = each.after) {
                if (each.isDue(nowNanos)) {
                    due.add(each);
                }
            }
            for (Waiting each : due) {
                if (each.loop != null) {
                    each.leave();
                    each.end();
                }
            }
        }

        private void time(Vertx vertx) {
            vertx.setTimer(periodMillis, unused -> {
                look(System.nanoTime());
                timed = super.after != this;
                if (timed) {
                    time(vertx);
                }
            });
        }
    }
}
