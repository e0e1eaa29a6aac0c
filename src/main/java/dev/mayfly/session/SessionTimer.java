package dev.mayfly.session;

import dev.mayfly.eventstore.StoreClock;
import dev.mayfly.eventstore.StoreClock.Alarm;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The alarm for the session of a store that is due first, by the store's clock. There is one alarm for each store,
 * however many sessions it has. Any thread may use it.
 */
final class SessionTimer {
    private final StoreClock clock;
    private final Runnable action;
    private final Executor worker;
    private final AtomicReference<Late> late = new AtomicReference<>(Late.NOTHING);
    /** For when the alarm is set. Guarded by this, as the other two. */
    private long alarmNanos = Long.MAX_VALUE;

    private @Nullable Alarm alarm;
    private boolean closed;

    /** What a worker does about sessions that are due already. At most one does anything, however many callers find some. */
    private enum Late {
        NOTHING,
        RUNS,
        /** It runs, and once more after that, because it may have missed what was found since. */
        RUNS_AGAIN
    }

    /**
     * Makes a timer.
     *
     * @param action what to do when the first session is due; it sets the timer again
     * @param worker where to do it if it is due already
     */
    SessionTimer(StoreClock clock, Runnable action, Executor worker) {
        this.clock = clock;
        this.action = action;
        this.worker = worker;
    }

    /** Has the timer go off at a time, by the store's clock, unless it is set for an earlier one. */
    void set(long dueNanos) {
        if (dueNanos == Long.MAX_VALUE) {
            return;
        }
        if (dueNanos <= clock.epochNanos()) {
            if (late.getAndUpdate(was -> was == Late.NOTHING ? Late.RUNS : Late.RUNS_AGAIN) == Late.NOTHING) {
                worker.execute(this::catchUp);
            }
            return;
        }
        Alarm before;
        synchronized (this) {
            if (closed || dueNanos >= alarmNanos) {
                return;
            }
            alarmNanos = dueNanos;
            before = alarm;
            alarm = null;
        }
        if (before != null) {
            clock.cancel(before);
        }
        // Not within the lock: the clock may call back, and has a lock of its own.
        Alarm made = clock.at(dueNanos, () -> goOff(dueNanos));
        synchronized (this) {
            if (!closed && alarmNanos == dueNanos && alarm == null) {
                alarm = made;
                return;
            }
        }
        clock.cancel(made);
    }

    /** Ends it for good. */
    void close() {
        Alarm last;
        synchronized (this) {
            closed = true;
            last = alarm;
            alarm = null;
        }
        if (last != null) {
            clock.cancel(last);
        }
    }

    private void catchUp() {
        try {
            run();
        } finally {
            if (!late.compareAndSet(Late.RUNS, Late.NOTHING)) {
                late.set(Late.RUNS);
                worker.execute(this::catchUp);
            }
        }
    }

    private void goOff(long dueNanos) {
        synchronized (this) {
            if (alarmNanos == dueNanos) {
                alarmNanos = Long.MAX_VALUE;
                alarm = null;
            }
        }
        run();
    }

    private void run() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        action.run();
    }
}
