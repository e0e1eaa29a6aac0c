package dev.mayfly.analytics;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** How many times fall into each hour, or each minute, of a zone's clock; see {@link LocalClock}. */
final class ClockCounts {
    /** The length of an hour. */
    static final long HOUR_NANOS = 3_600_000_000_000L;

    /** The length of a minute. */
    static final long MINUTE_NANOS = 60_000_000_000L;

    private final LocalClock clock;
    /** A hash table: where a count is over 0, the start of its hour or minute stands at the same index. */
    private long[] starts = new long[64];

    private int[] counts = new int[64];
    private int size;
    /** Where the count of the clock's hour or minute is. */
    private int slot;

    /** What is called for each hour or minute that a time fell into. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Called in order of time.
         *
         * @param label the hour or minute with its offset
         * @param startNanos when it begins, in nanoseconds since 1970
         */
        void visit(OffsetDateTime label, long startNanos, long count);
    }

    /**
     * Makes counts that are all 0.
     *
     * @param unitNanos {@link #HOUR_NANOS} or {@link #MINUTE_NANOS}
     */
    ClockCounts(ZoneId zone, long unitNanos) {
        clock = new LocalClock(zone, unitNanos);
    }

    /** Counts a time in nanoseconds since 1970. */
    void add(long nanos) {
        // Times mostly come nearly in order, so that many in a row fall into the same hour.
        if (nanos < clock.start() || nanos >= clock.end()) {
            clock.moveTo(nanos);
            find(clock.start());
        }
        counts[slot]++;
    }

    /** Visits each hour or minute that a time fell into, in order of time. */
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
     * Adds the counts by the hour or minute, such as {@code 2024-01-31T13:00+01:00}, and by the day, such as {@code
     * 2024-01-31}, to maps that keep the order in which keys are put, each in order of time.
     */
    void addTo(Map<String, Long> byUnit, Map<String, Long> byDay) {
        // A clock that is put back over midnight shows a day again, so that days may take turns.
        TreeMap<LocalDate, Long> byDate = new TreeMap<>();
        forEach((label, start, count) -> {
            byUnit.put(label.toString(), count);
            byDate.merge(label.toLocalDate(), count, Long::sum);
        });
        byDate.forEach((date, count) -> byDay.put(date.toString(), count));
    }

    /** Moves to the count of the hour or minute that begins then, which a time is about to be counted in. */
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
