package dev.mayfly.sample;

import java.time.Duration;

/** Durations in nanoseconds. */
final class Times {
    static final long MILLI = Duration.ofMillis(1).toNanos();
    static final long SECOND = Duration.ofSeconds(1).toNanos();
    static final long MINUTE = Duration.ofMinutes(1).toNanos();
    static final long HOUR = Duration.ofHours(1).toNanos();
    static final long DAY = Duration.ofDays(1).toNanos();

    private Times() {}
}
