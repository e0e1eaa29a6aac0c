package dev.mayfly.eventstore;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A store's own clock, which follows the process's clock, runs at an offset from it, or is frozen. It can be set and
 * advanced.
 *
 * <p>A task scheduled {@link #at} a time runs when the clock reaches that time. When one move passes several such
 * times, the tasks run one after another, with the clock at each task's time, and the move returns after all of them.
 * Setting the clock back undoes nothing. Moves are serialized; reading never blocks. Any thread may call any method.
 */
public final class StoreClock implements TimeSource {
    private static final long LAST_NANOS = Rfc3339.parse("", "2261-12-31T23:59:59.999999999Z");
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.DAYS.toNanos(1);

    private final TimeSource process;
    private final Timer timer;
    /** Held while the clock is moved and due tasks run. */
    private final ReentrantLock moving = new ReentrantLock();

    private volatile State state = State.SYSTEM;
    /** The scheduled tasks, by time; null until the first one is scheduled. Guarded by this. */
    private @Nullable PriorityQueue<Alarm> alarms;

    private long alarmCount;
    /** The time for which the timer is set. Guarded by this. */
    private long timerNanos = Long.MAX_VALUE;

    /** Runs tasks after a delay in the process's time, without blocking a thread. */
    @FunctionalInterface
    public interface Timer {
        /** Runs a task after the delay, on a thread where it may block. */
        void after(Duration delay, Runnable task);
    }

    /** A task scheduled for a time. */
    public static final class Alarm implements Comparable<Alarm> {
        private final long atNanos;
        private final long number;
        private final Runnable action;

        private Alarm(long atNanos, long number, Runnable action) {
            this.atNanos = atNanos;
            this.number = number;
            this.action = action;
        }

        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * How the clock runs: it shows {@code fromNanos} when the process's clock shows {@code processNanos}, and follows
     * that clock unless it is frozen.
     */
    private record State(ClockSetting setting, long processNanos, long fromNanos) {
        static final State SYSTEM = new State(ClockSetting.SYSTEM, 0, 0);

        boolean stands() {
            return setting instanceof ClockSetting.Frozen;
        }

        long at(long nowNanos) {
            if (stands()) {
                return fromNanos;
            }
            long passedNanos = nowNanos - processNanos;
            return passedNanos > LAST_NANOS - fromNanos && fromNanos > 0 ? LAST_NANOS : fromNanos + passedNanos;
        }
    }

    /**
     * A clock's reading.
     *
     * @param setting its setting
     * @param nowNanos the time that it shows, in nanoseconds since 1970
     */
    public record Reading(ClockSetting setting, long nowNanos) {}

    /**
     * Makes a clock that shows the process's time.
     *
     * @param process the process's clock
     * @param timer wakes it for due tasks while it runs
     */
    public StoreClock(TimeSource process, Timer timer) {
        this.process = process;
        this.timer = timer;
    }

    @Override
    public long epochNanos() {
        State now = state;
        return now.stands() ? now.fromNanos : now.at(process.epochNanos());
    }

    /** Returns the clock's setting and time. */
    public Reading reading() {
        State now = state;
        return new Reading(now.setting, now.at(process.epochNanos()));
    }

    /** Makes this clock show the same time as another one from now on, with the same setting. */
    public void follow(StoreClock other) {
        move(() -> moveTo(other.state));
    }

    /**
     * Sets the clock; tasks that become due run before this returns.
     *
     * @throws InvalidInputException if its time would lie outside the years 1678 to 2261
     */
    public Reading set(ClockSetting setting) {
        return move(() -> {
            long processNanos = process.epochNanos();
            if (setting instanceof ClockSetting.Frozen frozen) {
                moveTo(new State(setting, processNanos, Rfc3339.epochNanos("at", frozen.at())));
            } else if (setting instanceof ClockSetting.Offset offset) {
                moveTo(new State(setting, processNanos, sum(processNanos, offset.by())));
            } else {
                moveTo(State.SYSTEM);
            }
        });
    }

    /**
     * Advances the clock; tasks that become due run, in order, before this returns. A clock that followed the process's
     * clock then runs at an offset from it.
     *
     * @param by not negative
     * @throws InvalidInputException if it is negative, or the clock's time would lie outside the years 1678 to 2261
     */
    public Reading advance(Duration by) {
        if (by.isNegative()) {
            throw InvalidInputException.invalid("by", "must not be negative; to move the clock back, set it");
        }
        return move(() -> {
            State now = state;
            long processNanos = process.epochNanos();
            long target = sum(now.at(processNanos), by);
            ClockSetting setting;
            if (now.setting instanceof ClockSetting.Frozen) {
                setting = new ClockSetting.Frozen(Rfc3339.instant(target));
            } else if (now.setting instanceof ClockSetting.Offset offset) {
                setting = new ClockSetting.Offset(offset.by().plus(by));
            } else {
                setting = by.isZero() ? now.setting : new ClockSetting.Offset(by);
            }
            moveTo(new State(setting, processNanos, target));
        });
    }

    /**
     * Runs an action once, when the clock reaches a time. If it already has, the action runs before this returns, unless
     * another thread is moving the clock: that thread runs it then, and this does not wait. Otherwise it runs on the thread
     * that moves the clock, or on the timer's. Actions for the same time run in the order in which they were scheduled.
     *
     * @param epochNanos the time, in nanoseconds since 1970
     * @param action must neither move this clock nor wait for a thread that does
     * @return a handle for {@link #cancel}
     */
    public Alarm at(long epochNanos, Runnable action) {
        Alarm alarm;
        synchronized (this) {
            if (alarms == null) {
                alarms = new PriorityQueue<>();
            }
            alarm = new Alarm(epochNanos, alarmCount++, action);
            alarms.add(alarm);
        }
        // A thread that has moved the clock looks again after the move, so one of the two sees the other.
        if (epochNanos <= epochNanos()) {
            fire();
        } else {
            setTimer();
        }
        return alarm;
    }

    /** Cancels a scheduled action; returns whether it had not run yet and so never will. */
    public synchronized boolean cancel(Alarm alarm) {
        return alarms != null && alarms.remove(alarm);
    }

    /** Returns the number of scheduled actions that have not run yet. */
    public synchronized int alarms() {
        return alarms == null ? 0 : alarms.size();
    }

    /** Moves the clock, and returns its reading before another thread moves it. */
    private Reading move(Runnable how) {
        moving.lock();
        try {
            how.run();
            return reading();
        } finally {
            moving.unlock();
            // What others have scheduled meanwhile.
            fire();
        }
    }

    /** Moves the clock from one due task to the next; the caller holds {@link #moving}. */
    private void moveTo(State target) {
        RuntimeException failure = null;
        Alarm due = due(target.at(process.epochNanos()));
        while (due != null) {
            long stepNanos = Math.max(due.atNanos, epochNanos());
            ClockSetting setting =
                    target.stands() ? new ClockSetting.Frozen(Rfc3339.instant(stepNanos)) : target.setting;
            state = new State(setting, process.epochNanos(), stepNanos);
            failure = run(due, failure);
            due = due(target.at(process.epochNanos()));
        }
        state = target;
        try {
            fire(failure);
        } finally {
            setTimer();
        }
    }

    /** Runs the tasks that are due now, or leaves them to the thread that moves the clock or runs such tasks already. */
    private void fire() {
        try {
            while (isDue() && moving.tryLock()) {
                try {
                    fire(null);
                } finally {
                    moving.unlock();
                }
            }
        } finally {
            setTimer();
        }
    }

    private synchronized boolean isDue() {
        Alarm first = alarms == null ? null : alarms.peek();
        return first != null && first.atNanos <= epochNanos();
    }

    private void fire(@Nullable RuntimeException before) {
        RuntimeException failure = before;
        for (Alarm due = due(epochNanos()); due != null; due = due(epochNanos())) {
            failure = run(due, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException run(Alarm due, @Nullable RuntimeException before) {
        try {
            due.action.run();
            return before;
        } catch (RuntimeException failure) {
            if (before == null) {
                return failure;
            }
            before.addSuppressed(failure);
            return before;
        }
    }

    private synchronized @Nullable Alarm due(long nanos) {
        Alarm first = alarms == null ? null : alarms.peek();
        return first != null && first.atNanos <= nanos && alarms != null ? alarms.poll() : null;
    }

    private synchronized void setTimer() {
        Alarm first = alarms == null ? null : alarms.peek();
        State now = state;
        if (first == null || now.stands()) {
            return;
        }
        long processNanos = process.epochNanos();
        long leftNanos = Math.min(LONGEST_PAUSE_NANOS, Math.max(0, first.atNanos - now.at(processNanos)));
        long wakeNanos = processNanos + leftNanos;
        if (wakeNanos < timerNanos) {
            timerNanos = wakeNanos;
            timer.after(Duration.ofNanos(leftNanos), () -> wake(wakeNanos));
        }
    }

    private void wake(long wakeNanos) {
        synchronized (this) {
            if (timerNanos == wakeNanos) {
                timerNanos = Long.MAX_VALUE;
            }
        }
        fire();
    }

    private static long sum(long nowNanos, Duration by) {
        try {
            return Rfc3339.epochNanos("by", Rfc3339.instant(nowNanos).plus(by));
        } catch (DateTimeException | ArithmeticException beyond) {
            return Rfc3339.epochNanos("by", by.isNegative() ? Instant.MIN : Instant.MAX);
        }
    }
}
