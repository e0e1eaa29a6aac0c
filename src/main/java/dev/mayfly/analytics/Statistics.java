package dev.mayfly.analytics;

import dev.mayfly.eventstore.prefix.EventScan;
import java.time.ZoneId;
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
 * @param byEventType by event type
 * @param byAggregateType by aggregate type
 * @param byOrganization by the organisation that they are found by, or {@code unknown}
 * @param byUser by the user that they are found by, or {@code unknown}
 */
public record Statistics(
        long total,
        Map<String, Long> byHour,
        Map<String, Long> byDay,
        Map<String, Long> byEventType,
        Map<String, Long> byAggregateType,
        Map<String, Long> byOrganization,
        Map<String, Long> byUser) {

    /** Counts the events of a scan, which is read to its end. */
    public static Statistics of(EventScan scan, ZoneId zone) {
        ClockCounts hours = new ClockCounts(zone, ClockCounts.HOUR_NANOS);
        OrdinalCounts eventTypes = new OrdinalCounts();
        OrdinalCounts aggregateTypes = new OrdinalCounts();
        OrdinalCounts organizations = new OrdinalCounts();
        OrdinalCounts users = new OrdinalCounts();
        long total = 0;
        while (scan.next() != 0) {
            hours.add(scan.timestampNanos());
            eventTypes.add(scan.eventType());
            aggregateTypes.add(scan.aggregateType());
            organizations.add(scan.organization());
            users.add(scan.user());
            total++;
        }
        Map<String, Long> byHour = new LinkedHashMap<>();
        Map<String, Long> byDay = new LinkedHashMap<>();
        hours.addTo(byHour, byDay);
        return new Statistics(
                total,
                byHour,
                byDay,
                eventTypes.byName(scan::eventTypeName),
                aggregateTypes.byName(scan::aggregateTypeName),
                organizations.byName(scan::organizationId),
                users.byName(scan::userId));
    }
}
