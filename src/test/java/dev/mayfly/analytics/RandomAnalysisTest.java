package dev.mayfly.analytics;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.time.Interval;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each analysis beside one that asks the calendar about each event, on random events around a change of the clocks. */
class RandomAnalysisTest {
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long MINUTE_NANOS = HOUR_NANOS / 60;
    private static final int EVENTS = 150;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmXXXXX");
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.UK);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");

    /** An event store with random events, a time that they are around, and the criteria that are looked for. */
    private record Case(LogPrefix log, Criteria criteria, ZoneId zone, long fromNanos, long toNanos) {
        EventScan scan() {
            return log.scan(criteria, Sort.POSITION);
        }

        List<RecordedEvent> events() {
            return Reading.search(log, criteria).stream()
                    .map(log::event)
                    .sorted(Comparator.comparing(RecordedEvent::timestamp))
                    .toList();
        }
    }

    private static Case random(ZoneId zone, long seed) {
        Random random = new Random(seed);
        boolean naive = seed % 4 == 0;
        EventStore store = naive
                ? new NaiveEventStore(TimeSource.SYSTEM, 1 << 24)
                : new EmbeddedEventStore("random", 1 << 24, TimeSource.SYSTEM);
        long middle = middle(zone, random);
        long spread = HOUR_NANOS * (1 + random.nextInt(200));
        List<TestEvent> events = new ArrayList<>();
        long last = middle;
        for (int i = 0; i < EVENTS; i++) {
            last = switch (random.nextInt(4)) {
                case 0 -> last;
                case 1 -> middle;
                default -> middle + random.nextLong(-spread, spread);
            };
            TestEvent event = event("kind" + random.nextInt(5) + "-1", "T" + random.nextInt(3))
                    .at(last);
            event = random.nextBoolean() ? event.organization("o" + random.nextInt(4)) : event;
            events.add(random.nextInt(3) > 0 ? event.user("u" + random.nextInt(400)) : event);
        }
        Reading.append(store, Append.of(TestEvent.batch(events)));
        long from = middle - random.nextLong(spread + 1);
        long to = middle + random.nextLong(spread + 1);
        Criteria.Builder criteria = Criteria.builder().fromNanos(from).toNanos(to);
        if (random.nextBoolean()) {
            criteria.eventTypes("T1", "T2");
        }
        return new Case(store.prefixAt(EVENTS - random.nextInt(10)), criteria.build(), zone, from, to);
    }

    /** Returns a change of the zone's clocks, or any time where there is none. */
    private static long middle(ZoneId zone, Random random) {
        Instant any = Instant.parse("1880-01-01T00:00:00Z").plus(random.nextInt(150 * 365), ChronoUnit.DAYS);
        ZoneOffsetTransition next = zone.getRules().nextTransition(any);
        Instant middle = next == null || random.nextInt(10) == 0 ? any : next.getInstant();
        return Rfc3339.epochNanos("middle", middle);
    }

    private static String key(Interval interval, Instant instant, ZoneId zone) {
        OffsetDateTime local = OffsetDateTime.ofInstant(instant, zone);
        return switch (interval) {
            case MINUTE -> CLOCK.format(local.truncatedTo(ChronoUnit.MINUTES));
            case HOUR -> CLOCK.format(local.truncatedTo(ChronoUnit.HOURS));
            case DAY -> DateTimeFormatter.ISO_LOCAL_DATE.format(local);
            case WEEK -> WEEK.format(local);
            case MONTH -> MONTH.format(local);
        };
    }

    private static boolean isClock(Interval interval) {
        return interval == Interval.MINUTE || interval == Interval.HOUR;
    }

    private static <K> Map<K, Long> counts(
            List<RecordedEvent> events, Map<K, Long> counts, Function<RecordedEvent, K> key) {
        events.forEach(event -> counts.merge(key.apply(event), 1L, Long::sum));
        return counts;
    }

    private static Map<String, Long> byTime(Case random, Interval interval) {
        Map<String, Long> counts = isClock(interval) ? new LinkedHashMap<>() : new TreeMap<>();
        return counts(random.events(), counts, event -> key(interval, event.timestamp(), random.zone()));
    }

    private static String metadata(RecordedEvent event, String name) {
        String json = event.metadata() == null ? "" : event.metadata().toString();
        Matcher matcher = Pattern.compile('"' + name + "\":\"(\\w+)\"").matcher(json);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    private static void assertSame(Map<String, Long> counted, Map<String, Long> expected) {
        assertThat(new ArrayList<>(counted.entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
    }

    @ParameterizedTest
    @CsvSource({
        "UTC",
        "Europe/Paris",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Juneau",
        "Pacific/Kwajalein",
        "Asia/Kolkata",
        "Africa/Casablanca",
        "Antarctica/Troll",
        "America/Havana"
    })
    void every_analysis_is_what_the_calendar_says_of_each_event(ZoneId zone) {
        Seeds.each(2, 8, seed -> {
            Case random = random(zone, seed);
            assertStatistics(random);
            assertHeatmap(random);
            for (Interval interval : Interval.values()) {
                assertTrends(random, interval);
            }
        });
    }

    private static void assertStatistics(Case random) {
        List<RecordedEvent> events = random.events();
        Statistics statistics = Statistics.of(random.scan(), random.zone());
        assertThat(statistics.total()).isEqualTo(events.size());
        assertSame(statistics.byHour(), byTime(random, Interval.HOUR));
        assertSame(statistics.byDay(), byTime(random, Interval.DAY));
        assertSame(
                statistics.byDimension().get(Dimension.EVENT_TYPE),
                counts(events, new TreeMap<>(), RecordedEvent::eventType));
        assertSame(
                statistics.byDimension().get(Dimension.AGGREGATE_TYPE),
                counts(events, new TreeMap<>(), RecordedEvent::aggregateType));
        assertSame(
                statistics.byDimension().get(Dimension.ORGANIZATION_ID),
                counts(events, new TreeMap<>(), event -> metadata(event, "organizationId")));
        assertSame(
                statistics.byDimension().get(Dimension.USER_ID),
                counts(events, new TreeMap<>(), event -> metadata(event, "userId")));
    }

    private static void assertHeatmap(Case random) {
        Heatmap heatmap = Heatmap.of(random.scan(), random.zone());
        assertSame(heatmap.byHour(), byTime(random, Interval.HOUR));
        assertSame(heatmap.byDay(), byTime(random, Interval.DAY));
        long[][] matrix = new long[7][24];
        for (RecordedEvent event : random.events()) {
            OffsetDateTime local = OffsetDateTime.ofInstant(event.timestamp(), random.zone());
            matrix[local.getDayOfWeek().ordinal()][local.getHour()]++;
        }
        assertThat(heatmap.matrix()).hasSize(7);
        for (int day = 0; day < 7; day++) {
            assertThat(heatmap.matrix().get(day).stream()
                            .mapToLong(Long::longValue)
                            .toArray())
                    .isEqualTo(matrix[day]);
        }
    }

    private static void assertTrends(Case random, Interval interval) {
        Map<String, Long> expected = byTime(random, interval);
        Trends trends = Trends.of(random.scan(), interval, random.zone());
        Map<String, Long> counted = new LinkedHashMap<>();
        trends.buckets().forEach(bucket -> counted.put(bucket.key(), bucket.count()));
        assertSame(counted, expected);

        Trends filled = Trends.filled(random.scan(), interval, random.zone(), random.fromNanos(), random.toNanos());
        Map<String, Long> all = isClock(interval) ? new LinkedHashMap<>() : new TreeMap<>();
        keys(random, interval).forEach(key -> all.put(key, expected.getOrDefault(key, 0L)));
        Map<String, Long> found = new LinkedHashMap<>();
        filled.buckets().forEach(bucket -> found.put(bucket.key(), bucket.count()));
        assertSame(found, all);
        assertThat(filled.buckets()).containsAll(trends.buckets());
        for (Trends.Bucket bucket : filled.buckets()) {
            Instant start = Rfc3339.instant(bucket.startNanos());
            assertThat(key(interval, start, random.zone())).isEqualTo(bucket.key());
            assertThat(key(interval, start.minusNanos(1), random.zone())).isNotEqualTo(bucket.key());
        }
        assertThat(filled.buckets()).isSortedAccordingTo(Comparator.comparingLong(Trends.Bucket::startNanos));
    }

    /** Returns the keys of all moments of the time at which a key may begin, in their order. */
    private static Collection<String> keys(Case random, Interval interval) {
        TreeSet<Long> moments = new TreeSet<>();
        for (long nanos = random.fromNanos(); nanos < random.toNanos(); nanos += MINUTE_NANOS / 2) {
            moments.add(nanos);
        }
        moments.add(random.toNanos());
        Instant to = Rfc3339.instant(random.toNanos());
        ZoneOffsetTransition change = random.zone().getRules().nextTransition(Rfc3339.instant(random.fromNanos()));
        while (change != null && !change.getInstant().isAfter(to)) {
            moments.add(Rfc3339.epochNanos("change", change.getInstant()) - 1);
            moments.add(Rfc3339.epochNanos("change", change.getInstant()));
            change = random.zone().getRules().nextTransition(change.getInstant());
        }
        Collection<String> keys = isClock(interval) ? new LinkedHashSet<>() : new TreeSet<>();
        moments.forEach(nanos -> keys.add(key(interval, Rfc3339.instant(nanos), random.zone())));
        return keys;
    }
}
