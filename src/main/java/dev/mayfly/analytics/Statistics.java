package dev.mayfly.analytics;

import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.prefix.EventScan;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The number of events, in total and by several of their properties.
 *
 * <p>The keys of times are local times, in order of time; all other keys are sorted as text. At the end of summer time,
 * the offset distinguishes the two hours with the same name.
 *
 * @param total the number of events
 * @param byHour the number by hour, such as {@code 2024-01-31T13:00+01:00}, with {@code Z} for the offset 0
 * @param byDay the number by day, such as {@code 2024-01-31}
 * @param byDimension for each dimension of {@link Dimension#COUNTED}, in that order, the number by value, with
 *     {@code unknown} for the events without one
 */
public record Statistics(
        long total, Map<String, Long> byHour, Map<String, Long> byDay, Map<Dimension, Map<String, Long>> byDimension) {

    /** Returns the statistics of a scan's events, which it reads to the end, in the hours and days of a time zone. */
    public static Statistics of(EventScan scan, ZoneId zone) {
        ClockCounts hours = new ClockCounts(zone, ClockCounts.HOUR_NANOS, scan::reserve);
        Dimension[] dimensions = Dimension.COUNTED.toArray(Dimension[]::new);
        OrdinalCounts[] counts = new OrdinalCounts[dimensions.length];
        Arrays.setAll(counts, i -> new OrdinalCounts());
        long total = 0;
        while (scan.next() != 0) {
            hours.add(scan.timestampNanos());
            for (int i = 0; i < dimensions.length; i++) {
                counts[i].add(scan.ordinal(dimensions[i]));
            }
            total++;
        }
        Map<String, Long> byHour = new LinkedHashMap<>();
        Map<String, Long> byDay = new LinkedHashMap<>();
        hours.addTo(byHour, byDay);
        Map<Dimension, Map<String, Long>> byDimension = new EnumMap<>(Dimension.class);
        for (int i = 0; i < dimensions.length; i++) {
            Dimension dimension = dimensions[i];
            byDimension.put(dimension, counts[i].byName(scan::reserve, ordinal -> scan.value(dimension, ordinal)));
        }
        return new Statistics(total, byHour, byDay, byDimension);
    }
}
