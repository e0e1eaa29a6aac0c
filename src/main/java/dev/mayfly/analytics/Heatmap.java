package dev.mayfly.analytics;

import dev.mayfly.eventstore.prefix.EventScan;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The number of events in each hour, on each day, and in each hour of the week.
 *
 * @param byHour the number by hour, such as {@code 2024-01-31T13:00+01:00}, in order of time
 * @param byDay the number by day, such as {@code 2024-01-31}, in order of time
 * @param matrix the number by day of the week, Monday first, and hour of the day: 7 rows of 24 counts
 */
public record Heatmap(Map<String, Long> byHour, Map<String, Long> byDay, List<List<Long>> matrix) {
    private static final int DAYS = 7;
    private static final int HOURS = 24;

    /** Returns the heatmap of a scan's events, which it reads to the end, in the hours and days of a time zone. */
    public static Heatmap of(EventScan scan, ZoneId zone) {
        ClockCounts hours = new ClockCounts(zone, ClockCounts.HOUR_NANOS, scan::reserve);
        while (scan.next() != 0) {
            hours.add(scan.timestampNanos());
        }
        Long[][] counts = new Long[DAYS][HOURS];
        for (Long[] day : counts) {
            Arrays.fill(day, 0L);
        }
        hours.forEach((label, start, count) -> counts[label.getDayOfWeek().getValue() - 1][label.getHour()] += count);
        Map<String, Long> byHour = new LinkedHashMap<>();
        Map<String, Long> byDay = new LinkedHashMap<>();
        hours.addTo(byHour, byDay);
        return new Heatmap(byHour, byDay, Arrays.stream(counts).map(List::of).toList());
    }
}
