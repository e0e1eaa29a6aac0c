package dev.mayfly.analytics;

import dev.mayfly.event.Rfc3339;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The clock of a time zone at one of its hours or minutes, which a time picks.
 *
 * <p>An hour is what the clock shows between one full hour and the next without being put forward or back in between:
 * where it is, one hour ends and another begins, so that each has one offset. The rules of the zone are asked once for
 * all times between two changes of the clock; the rest is arithmetic.
 */
final class LocalClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** What the nanoseconds of a long cannot go beyond. */
    private static final long MAX_SECOND = Long.MAX_VALUE / NANOS_PER_SECOND;

    private final ZoneRules rules;
    private final long unitNanos;

    /** The offset that holds from {@code offsetStart}, inclusive, to {@code offsetEnd}, exclusive. */
    private ZoneOffset offset = ZoneOffset.UTC;

    private long offsetStart;
    private long offsetEnd;
    private long offsetNanos;

    private long start;
    private long end;

    /**
     * Makes a clock that shows no time yet.
     *
     * @param unitNanos the length of an hour, or of a minute
     */
    LocalClock(ZoneId zone, long unitNanos) {
        this.rules = zone.getRules();
        this.unitNanos = unitNanos;
    }

    /** Moves to the hour or minute that holds a time in nanoseconds since 1970. */
    void moveTo(long nanos) {
        if (nanos < offsetStart || nanos >= offsetEnd) {
            readOffset(nanos);
        }
        long local = Math.floorDiv(nanos + offsetNanos, unitNanos) * unitNanos;
        start = Math.max(local - offsetNanos, offsetStart);
        end = Math.min(local - offsetNanos + unitNanos, offsetEnd);
    }

    /** Returns when the hour or minute begins, in nanoseconds since 1970. */
    long start() {
        return start;
    }

    /** Returns when the next one begins. */
    long end() {
        return end;
    }

    /** Returns the hour or minute as the clock names it, with its offset. */
    OffsetDateTime label() {
        long local = Math.floorDiv(start + offsetNanos, unitNanos) * unitNanos;
        long second = Math.floorDiv(local, NANOS_PER_SECOND);
        return OffsetDateTime.of(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC), offset);
    }

    private void readOffset(long nanos) {
        Instant instant = Rfc3339.instant(nanos);
        offset = rules.getOffset(instant);
        offsetNanos = offset.getTotalSeconds() * NANOS_PER_SECOND;
        // The rules return the change before a time, not at it.
        ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        offsetStart = before == null ? Long.MIN_VALUE : nanos(before.toEpochSecond());
        offsetEnd = after == null ? Long.MAX_VALUE : nanos(after.toEpochSecond());
    }

    private static long nanos(long second) {
        return Math.max(-MAX_SECOND, Math.min(MAX_SECOND, second)) * NANOS_PER_SECOND;
    }
}
