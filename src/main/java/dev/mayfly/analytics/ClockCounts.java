package dev.mayfly.analytics;

import dev.mayfly.event.time.LocalClock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The number of timestamps in each hour, or in each minute, of a time zone's clock; see {@link LocalClock}.
 *
 * <p>For one thread at a time.
 */
final class ClockCounts {
    /** The nanoseconds of an hour. */
    static final long HOUR_NANOS = 3_600_000_000_000L;

    /** The nanoseconds of a minute. */
    static final long MINUTE_NANOS = 60_000_000_000L;

    /** About what an hour or a minute and its count take, here, by name, and twice as text. */
    private static final long COUNT_BYTES = 400;

    private final LocalClock clock;
    private final LongConsumer reserve;
    /** The keys of a hash table: the start of the hour or minute at each index whose count is above 0. */
    private long[] starts = new long[64];

    private int[] counts = new int[64];
    private int size;
    /** The index of the count of the clock's current hour or minute. */
    private int slot;

    /** The receiver of the hours or minutes and their counts. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Receives one hour or minute; called in order of time.
         *
         * @param label the hour or minute with its offset
         * @param startNanos when it starts, in nanoseconds since 1970
         * @param count the number of timestamps in it, at least 1
         */
        void visit(OffsetDateTime label, long startNanos, long count);
    }

    /**
     * Makes an instance without counts.
     *
     * @param unitNanos {@link #HOUR_NANOS} or {@link #MINUTE_NANOS}
     * @param reserve called with the memory of the next counts, in bytes, before they are made
     */
    ClockCounts(ZoneId zone, long unitNanos, LongConsumer reserve) {
        clock = new LocalClock(zone, unitNanos);
        this.reserve = reserve;
    }

    /** Counts a timestamp, in nanoseconds since 1970. */
    void add(long nanos) {
        // Timestamps mostly arrive nearly in order, so many in a row fall into the same hour.
        if (nanos < clock.start() || nanos >= clock.end()) {
            clock.moveTo(nanos);
            find(clock.start());
        }
        counts[slot]++;
    }

    /** Visits each hour or minute that has a count, in order of time. */
    void forEach(Visitor visitor) {
        long[] sorted = new long[size];
        int count = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                sorted[count++] = starts[i];
            }
        }
        Arrays.sort(sorted);
        for (long start : sorted) {
            clock.moveTo(start);
            find(start);
            visitor.visit(clock.label(), start, counts[slot]);
        }
    }

    /**
     * Adds the counts by hour or minute, such as {@code 2024-01-31T13:00+01:00}, and by day, such as {@code
     * 2024-01-31}, to two maps, each in order of time. The maps must keep their insertion order.
     */
    void addTo(Map<String, Long> byUnit, Map<String, Long> byDay) {
        // A clock that is put back across midnight returns to the day before, so days may alternate.
        TreeMap<LocalDate, Long> byDate = new TreeMap<>();
        forEach((label, start, count) -> {
            byUnit.put(label.toString(), count);
            byDate.merge(label.toLocalDate(), count, Long::sum);
        });
        byDate.forEach((date, count) -> byDay.put(date.toString(), count));
    }

    /**
     * Selects the count of the hour or minute with that start, and adds one if there is none. The caller must increment
     * it before the next call, because an index whose count is 0 is free.
     */
    private void find(long start) {
        slot = slotOf(start);
        if (counts[slot] == 0) {
            if (2 * ++size > counts.length) {
                grow();
                slot = slotOf(start);
            }
            starts[slot] = start;
        }
    }

    private int slotOf(long start) {
        int mask = counts.length - 1;
        long hash = start * 0x9E3779B97F4A7C15L;
        int i = (int) (hash >>> 32) & mask;
        while (counts[i] != 0 && starts[i] != start) {
            i = i + 1 & mask;
        }
        return i;
    }

    private void grow() {
        reserve.accept(size * COUNT_BYTES);
        long[] oldStarts = starts;
        int[] oldCounts = counts;
        starts = new long[2 * oldStarts.length];
        counts = new int[2 * oldCounts.length];
        for (int i = 0; i < oldCounts.length; i++) {
            if (oldCounts[i] > 0) {
                int to = slotOf(oldStarts[i]);
                starts[to] = oldStarts[i];
                counts[to] = oldCounts[i];
            }
        }
    }
}
