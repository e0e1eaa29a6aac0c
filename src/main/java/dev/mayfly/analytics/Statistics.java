package dev.mayfly.analytics;

import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.prefix.EventScan;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many events there are, in all and by several of their properties.
 *
 * <p>Times are keyed as they stand in a time zone and come in order of time, all else in order of its text. Where two
 * hours of a day have one name, at the end of summer time, the offset tells them apart.
 *
 * @param total how many events there are
 * @param byHour by the hour they happened in, such as {@code 2024-01-31T13:00+01:00}, with {@code Z} for no offset
 * @param byDay by the day they happened on, such as {@code 2024-01-31}
 * @param byDimension by their value of each of {@link Dimension#COUNTED}, in that order, or {@code unknown}
 */
public record Statistics(
        long total, Map<String, Long> byHour, Map<String, Long> byDay, Map<Dimension, Map<String, Long>> byDimension) {

    /** Counts the events of a scan, which is read to its end. */
    public static Statistics of(EventScan scan, ZoneId zone) {
        ClockCounts hours = new ClockCounts(zone, ClockCounts.HOUR_NANOS);
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
            byDimension.put(dimension, counts[i].byName(ordinal -> scan.value(dimension, ordinal)));
        }
        return new Statistics(total, byHour, byDay, byDimension);
    }
}
