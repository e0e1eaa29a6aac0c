package dev.mayfly.event.time;

import dev.mayfly.event.Rfc3339;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The clock of a time zone, set to one hour or one minute at a time.
 *
 * <p>An hour or minute ends at the next full one, or earlier if the clock is put forward or back, so each has a single
 * offset. The zone's rules are consulted only when the clock moves to a time with another offset; the rest is
 * arithmetic. For one thread at a time.
 */
public final class LocalClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** The most seconds before or after 1970 whose nanoseconds fit into a long. */
    private static final long MAX_SECOND = Long.MAX_VALUE / NANOS_PER_SECOND;

    private final ZoneRules rules;
    private final long unitNanos;

    /** The offset that applies from {@code offsetStart}, inclusive, to {@code offsetEnd}, exclusive. */
    private ZoneOffset offset = ZoneOffset.UTC;

    private long offsetStart;
    private long offsetEnd;
    private long offsetNanos;

    private long start;
    private long end;

    /**
     * Makes a clock that is not set yet.
     *
     * @param unitNanos the nanoseconds of an hour or of a minute
     */
    public LocalClock(ZoneId zone, long unitNanos) {
        this.rules = zone.getRules();
        this.unitNanos = unitNanos;
    }

    /** Sets the clock to the hour or minute that contains a time, in nanoseconds since 1970. */
    public void moveTo(long nanos) {
        if (nanos < offsetStart || nanos >= offsetEnd) {
            readOffset(nanos);
        }
        long local = Math.floorDiv(nanos + offsetNanos, unitNanos) * unitNanos;
        start = Math.max(local - offsetNanos, offsetStart);
        end = Math.min(local - offsetNanos + unitNanos, offsetEnd);
    }

    /** Returns when the hour or minute starts, in nanoseconds since 1970. */
    public long start() {
        return start;
    }

    /** Returns when the next hour or minute starts, in nanoseconds since 1970. */
    public long end() {
        return end;
    }

    /** Returns the full hour or minute that the clock shows, with its offset. */
    public OffsetDateTime label() {
        long local = Math.floorDiv(start + offsetNanos, unitNanos) * unitNanos;
        long second = Math.floorDiv(local, NANOS_PER_SECOND);
        return OffsetDateTime.of(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC), offset);
    }

    private void readOffset(long nanos) {
        Instant instant = Rfc3339.instant(nanos);
        offset = rules.getOffset(instant);
        offsetNanos = offset.getTotalSeconds() * NANOS_PER_SECOND;
        // previousTransition() does not return a change at the given instant itself.
        ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        offsetStart = before == null ? Long.MIN_VALUE : nanos(before.toEpochSecond());
        offsetEnd = after == null ? Long.MAX_VALUE : nanos(after.toEpochSecond());
    }

    private static long nanos(long second) {
        return Math.max(-MAX_SECOND, Math.min(MAX_SECOND, second)) * NANOS_PER_SECOND;
    }
}
