package dev.mayfly.sample;

import dev.mayfly.event.Rfc3339;
import java.time.Duration;

/**
 * The options of a sample; equal options produce equal events.
 *
 * @param seed the seed of everything random
 * @param events the number of events, at least 1
 * @param days the number of days of 24 hours over which they are spread, at least 1
 * @param toNanos the latest time of an event, in nanoseconds since 1970
 */
public record SampleOptions(long seed, int events, int days, long toNanos) {
    /** The most days of a sample. */
    public static final int MAX_DAYS = 3_650;

    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final long FIRST_NANOS = Rfc3339.parse("", "1678-01-01T00:00:00Z");

    /** Checks the options; those from clients have already been checked. */
    public SampleOptions {
        if (events < 1 || days < 1 || days > MAX_DAYS || !fits(days, toNanos)) {
            throw new IllegalArgumentException("events: " + events + ", days: " + days + ", to: " + toNanos);
        }
    }

    /** Returns whether the time {@code days} before another can be represented. */
    public static boolean fits(int days, long toNanos) {
        return toNanos >= FIRST_NANOS + days * DAY_NANOS;
    }

    /** Returns the time after which all events happen, in nanoseconds since 1970. */
    public long fromNanos() {
        return toNanos - days * DAY_NANOS;
    }
}
