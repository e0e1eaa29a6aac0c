package dev.mayfly.event.time;

import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * The intervals of time that moments fall into. It remembers the last one, so that moments near each other are cheap.
 * For one thread at a time.
 */
public final class Buckets {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long HOUR_NANOS = 60 * MINUTE_NANOS;

    private final Interval interval;
    private final LocalClock clock;
    private String key = "";

    /** Makes the intervals of a time zone. */
    public Buckets(Interval interval, ZoneId zone) {
        this.interval = interval;
        this.clock = new LocalClock(zone, interval == Interval.MINUTE ? MINUTE_NANOS : HOUR_NANOS);
    }

    /** Returns the key of the interval that a moment, in nanoseconds since 1970, falls into. */
    public String key(long nanos) {
        if (key.isEmpty() || nanos < clock.start() || nanos >= clock.end()) {
            clock.moveTo(nanos);
            OffsetDateTime label = clock.label();
            key = interval.isWithinDay() ? label.toString() : interval.key(interval.firstDay(label.toLocalDate()));
        }
        return key;
    }
}
