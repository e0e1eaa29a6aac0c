package dev.mayfly.analytics;

import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.Criteria;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.Order;
import dev.mayfly.eventstore.Positions;
import dev.mayfly.eventstore.Sort;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

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
 * @param byOrganization by the organisation in their metadata, or {@code unknown}
 * @param byUser by the user in their metadata, or {@code unknown}
 */
public record Statistics(
        long total,
        Map<String, Long> byHour,
        Map<String, Long> byDay,
        Map<String, Long> byEventType,
        Map<String, Long> byAggregateType,
        Map<String, Long> byOrganization,
        Map<String, Long> byUser) {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmXXXXX");

    /** Counts the events of a log that meet the criteria, in one pass over them. */
    public static Statistics of(LogPrefix prefix, Criteria criteria, ZoneId zone) {
        Map<OffsetDateTime, Long> hours = new HashMap<>();
        Map<LocalDate, Long> days = new HashMap<>();
        Map<String, Long> eventTypes = new HashMap<>();
        Map<String, Long> aggregateTypes = new HashMap<>();
        Map<String, Long> organizations = new HashMap<>();
        Map<String, Long> users = new HashMap<>();
        long total = 0;
        Positions matches = prefix.search(criteria, Sort.POSITION, Order.ASCENDING, 0);
        for (long position = matches.next(); position > 0; position = matches.next()) {
            RecordedEvent event = prefix.event(position);
            OffsetDateTime hour = hour(event.timestamp(), zone);
            Actor actor = Actor.of(event.metadata());
            count(hours, hour);
            count(days, hour.toLocalDate());
            count(eventTypes, event.eventType());
            count(aggregateTypes, event.aggregateType());
            count(organizations, actor.organizationId());
            count(users, actor.userId());
            total++;
        }
        return new Statistics(
                total,
                sorted(hours, HOUR::format),
                sorted(days, LocalDate::toString),
                sorted(eventTypes, Function.identity()),
                sorted(aggregateTypes, Function.identity()),
                sorted(organizations, Function.identity()),
                sorted(users, Function.identity()));
    }

    private static OffsetDateTime hour(Instant time, ZoneId zone) {
        return OffsetDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.HOURS);
    }

    private static <K> void count(Map<K, Long> counts, K key) {
        counts.merge(key, 1L, Long::sum);
    }

    private static <K extends Comparable<? super K>> Map<String, Long> sorted(
            Map<K, Long> counts, Function<K, String> text) {
        Map<String, Long> result = new LinkedHashMap<>();
        new TreeMap<>(counts).forEach((key, count) -> result.put(text.apply(key), count));
        return Collections.unmodifiableMap(result);
    }
}
