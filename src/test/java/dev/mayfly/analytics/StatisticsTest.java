package dev.mayfly.analytics;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final EventStore store = new EmbeddedEventStore("test", 1 << 24, TimeSource.SYSTEM);

    private void append(TestEvent event) {
        Reading.append(store, TestEvent.append(event));
    }

    private void happened(String timestamp) {
        append(event("a-1", "A").at(timestamp));
    }

    private Statistics count(Criteria criteria, ZoneId zone) {
        return Statistics.of(store.prefix().scan(criteria, Sort.POSITION), zone);
    }

    @Test
    void an_empty_log_has_nothing_to_count() {
        assertThat(count(Criteria.ALL, ZoneOffset.UTC))
                .isEqualTo(new Statistics(
                        0,
                        Map.of(),
                        Map.of(),
                        Dimension.COUNTED.stream().collect(Collectors.toMap(each -> each, each -> Map.of()))));
    }

    @Test
    void events_are_counted_by_each_of_their_properties() {
        append(event("payment-1", "Paid")
                .at("2024-01-31T23:59:59.999999999Z")
                .organization("o")
                .user("u"));
        append(event("payment-2", "Paid").at("2024-02-01T00:00:00Z").user("u"));
        append(event("order-1", "Ordered").at("2024-01-31T13:05:00Z"));
        Statistics statistics = count(Criteria.ALL, ZoneOffset.UTC);
        assertThat(statistics.total()).isEqualTo(3);
        assertThat(statistics.byHour())
                .isEqualTo(Map.of("2024-01-31T23:00Z", 1L, "2024-02-01T00:00Z", 1L, "2024-01-31T13:00Z", 1L));
        assertThat(statistics.byDay()).isEqualTo(Map.of("2024-01-31", 2L, "2024-02-01", 1L));
        assertThat(statistics.byDimension().keySet()).containsExactlyElementsOf(Dimension.COUNTED);
        assertThat(statistics.byDimension())
                .containsEntry(Dimension.EVENT_TYPE, Map.of("Paid", 2L, "Ordered", 1L))
                .containsEntry(Dimension.AGGREGATE_TYPE, Map.of("Payment", 2L, "Order", 1L))
                .containsEntry(Dimension.ORGANIZATION_ID, Map.of("o", 1L, "unknown", 2L))
                .containsEntry(Dimension.USER_ID, Map.of("u", 2L, "unknown", 1L));
    }

    @Test
    void only_what_meets_the_criteria_is_counted() {
        append(event("payment-1", "Paid"));
        append(event("payment-1", "Noted"));
        Criteria paid = Criteria.builder().eventTypes("Paid").build();
        assertThat(count(paid, ZoneOffset.UTC).byDimension().get(Dimension.EVENT_TYPE))
                .isEqualTo(Map.of("Paid", 1L));
    }

    @Test
    void times_are_those_of_the_zone_and_come_in_order() {
        happened("2024-01-31T23:30:00Z");
        happened("2024-01-31T12:05:00Z");
        happened("1969-12-31T22:59:59.5Z");
        Statistics statistics = count(Criteria.ALL, PARIS);
        assertThat(statistics.byHour().keySet())
                .containsExactly("1969-12-31T23:00+01:00", "2024-01-31T13:00+01:00", "2024-02-01T00:00+01:00");
        assertThat(statistics.byDay().keySet()).containsExactly("1969-12-31", "2024-01-31", "2024-02-01");
    }

    @Test
    void the_hour_that_comes_twice_is_two_hours() {
        happened("2024-10-27T01:30:00Z");
        happened("2024-10-27T00:30:00Z");
        assertThat(count(Criteria.ALL, PARIS).byHour().keySet())
                .containsExactly("2024-10-27T02:00+02:00", "2024-10-27T02:00+01:00");
    }

    @Test
    void hours_begin_on_the_hour_of_the_zones_own_clocks() {
        happened("2024-01-31T12:15:00Z");
        assertThat(count(Criteria.ALL, ZoneId.of("Asia/Kolkata")).byHour().keySet())
                .containsExactly("2024-01-31T17:00+05:30");
    }

    @Test
    void the_first_and_the_last_time_that_there_can_be_are_counted() {
        happened("1678-01-01T00:00:00Z");
        happened("2261-12-31T23:59:59.999999999Z");
        Statistics statistics = count(Criteria.ALL, PARIS);
        assertThat(statistics.byHour().keySet()).containsExactly("1678-01-01T00:00+00:09:21", "2262-01-01T00:00+01:00");
        assertThat(count(Criteria.ALL, ZoneId.of("America/St_Johns")).byDay().keySet())
                .containsExactly("1677-12-31", "2261-12-31");
    }

    @Test
    void what_is_called_unknown_counts_with_what_is_missing() {
        append(event("a-1", "A").organization("unknown").user("unknown"));
        append(event("a-1", "A"));
        Statistics statistics = count(Criteria.ALL, ZoneOffset.UTC);
        assertThat(statistics.byDimension().get(Dimension.ORGANIZATION_ID)).isEqualTo(Map.of("unknown", 2L));
        assertThat(statistics.byDimension().get(Dimension.USER_ID)).isEqualTo(Map.of("unknown", 2L));
    }

    @Test
    void texts_come_in_their_order() {
        append(event("z-1", "Z").user("b"));
        append(event("a-1", "A").user("c"));
        append(event("m-1", "M").user("a"));
        Statistics statistics = count(Criteria.ALL, ZoneOffset.UTC);
        assertThat(statistics.byDimension().get(Dimension.EVENT_TYPE).keySet()).containsExactly("A", "M", "Z");
        assertThat(statistics.byDimension().get(Dimension.USER_ID).keySet()).containsExactly("a", "b", "c");
    }
}
