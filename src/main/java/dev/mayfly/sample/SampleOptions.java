package dev.mayfly.sample;

import dev.mayfly.event.Rfc3339;
import java.time.Duration;

/**
 * Which sample is made; the same options make the same events.
 *
 * @param seed what all that is left to chance derives from
 * @param events how many events there are, from 1
 * @param days how many times 24 hours they are spread over, from 1
 * @param toNanos when the last of them may happen, in nanoseconds since 1970
 */
public record SampleOptions(long seed, int events, int days, long toNanos) {
    /** The most days that a sample is spread over. */
    public static final int MAX_DAYS = 3_650;

    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final long FIRST_NANOS = Rfc3339.parse("", "1678-01-01T00:00:00Z");

    /** Checks the options; those of clients have been checked before. */
    public SampleOptions {
        if (events < 1 || days < 1 || days > MAX_DAYS || !fits(days, toNanos)) {
            throw new IllegalArgumentException("events: " + events + ", days: " + days + ", to: " + toNanos);
        }
    }

    /** Returns whether so many days before a time there was a time that can be represented. */
    public static boolean fits(int days, long toNanos) {
        return toNanos >= FIRST_NANOS + days * DAY_NANOS;
    }

    /** Returns the time behind which all events happen, in nanoseconds since 1970. */
    public long fromNanos() {
        return toNanos - days * DAY_NANOS;
    }
}
