package dev.mayfly.http.problem;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Bounds the lines of one kind in the log: the first is written, those of the next minute are counted, and the count is
 * written at its end. Any thread may use it.
 */
final class LineLimit {
    static final Duration WINDOW = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private boolean begun;
    private long beganNanos;
    private long held;

    /** What is to be done about a line. */
    enum Turn {
        /** It is written. */
        WRITE,
        /** It is counted, and the count is due when the window ends. */
        COUNT_FIRST,
        /** It is counted, with others. */
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

    /** Returns how long the window lasts from now on. */
    synchronized Duration rest() {
        return Duration.ofNanos(Math.max(0, WINDOW.toNanos() - (nanoTime.getAsLong() - beganNanos)));
    }

    /** Returns how many lines were counted, and begins a new window, which knows of none. */
    synchronized long take() {
        long counted = held;
        held = 0;
        beganNanos = nanoTime.getAsLong();
        return counted;
    }
}
