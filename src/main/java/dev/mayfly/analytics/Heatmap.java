package dev.mayfly.analytics;

import dev.mayfly.eventstore.prefix.EventScan;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When events happen: how many in each hour, on each day, and in each hour of the week.
 *
 * @param byHour by the hour they happened in, such as {@code 2024-01-31T13:00+01:00}, in order of time
 * @param byDay by the day they happened on, such as {@code 2024-01-31}, in order of time
 * @param matrix by the day of the week, Monday first, and the hour of the day: 7 rows of 24 counts
 */
public record Heatmap(Map<String, Long> byHour, Map<String, Long> byDay, List<List<Long>> matrix) {
    private static final int DAYS = 7;
    private static final int HOURS = 24;

    /** Counts the events of a scan, which is read to its end. */
    public static Heatmap of(EventScan scan, ZoneId zone) {
        ClockCounts hours = new ClockCounts(zone, ClockCounts.HOUR_NANOS);
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
