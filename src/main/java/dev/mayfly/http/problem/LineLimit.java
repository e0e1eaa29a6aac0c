package dev.mayfly.http.problem;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A limit on log lines of one kind: the first is written, those of the next minute are counted, and the count is
 * written at the end of that minute. Any thread may use it.
 */
final class LineLimit {
    static final Duration WINDOW = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private boolean begun;
    private long beganNanos;
    private long held;

    /** What to do with a line. */
    enum Turn {
        /** Write it. */
        WRITE,
        /** Count it, and schedule the count for the end of the window. */
        COUNT_FIRST,
        /** Count it with others. */
        COUNT
    }

    LineLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized Turn next() {
        long now = nanoTime.getAsLong();
        if (held > 0) {
            held++;
            return Turn.COUNT;
        }
        if (begun && now - beganNanos < WINDOW.toNanos()) {
            held = 1;
            return Turn.COUNT_FIRST;
        }
        begun = true;
        beganNanos = now;
        return Turn.WRITE;
    }

    /** Returns the remaining time of the window. */
    synchronized Duration rest() {
        return Duration.ofNanos(Math.max(0, WINDOW.toNanos() - (nanoTime.getAsLong() - beganNanos)));
    }

    /** Returns how many lines were counted, and starts a new window with none. */
    synchronized long take() {
        long counted = held;
        held = 0;
        beganNanos = nanoTime.getAsLong();
        return counted;
    }
}
