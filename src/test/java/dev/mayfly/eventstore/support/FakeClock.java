package dev.mayfly.eventstore.support;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it, or goes on by a step each time it is read. */
public final class FakeClock implements TimeSource {
    /** Where a new clock stands. */
    public static final long START_NANOS = Rfc3339.parse("start", "2026-11-23T04:40:49.2Z");

    private final AtomicLong nanos = new AtomicLong(START_NANOS);
    private volatile long stepNanos;

    @Override
    public long epochNanos() {
        return nanos.getAndAdd(stepNanos);
    }

    /** Moves the clock by a duration, backwards if it is negative. */
    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    /** Sets the clock to a time in nanoseconds since 1970. */
    public void set(long epochNanos) {
        nanos.set(epochNanos);
    }

    /** Makes the clock go on by that many nanoseconds each time it is read. */
    public void stepBy(long step) {
        stepNanos = step;
    }

    /** Returns the time it shows, without reading it. */
    public long now() {
        return nanos.get();
    }
}
