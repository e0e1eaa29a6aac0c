package dev.mayfly.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.Criteria;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final EventStore store = new NaiveEventStore(TimeSource.SYSTEM, 1 << 20);

    private void append(String aggregateId, String eventType, String timestamp, String metadata) {
        RawJson json = metadata == null ? null : RawJson.of(metadata);
        NewEvent event = new NewEvent(
                null, aggregateId, null, eventType, Instant.parse(timestamp), null, null, List.of(), null, json, null);
        store.append(Append.of(EventBatch.of(event)));
    }

    private Statistics count(Criteria criteria, ZoneId zone) {
        return Statistics.of(store.prefix(), criteria, zone);
    }

    @Test
    void an_empty_log_has_nothing_to_count() {
        assertThat(count(Criteria.ALL, ZoneOffset.UTC))
                .isEqualTo(new Statistics(0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of()));
    }

    @Test
    void events_are_counted_by_each_of_their_properties() {
        append("payment-1", "Paid", "2024-01-31T23:59:59.999999999Z", "{\"organizationId\":\"o\",\"userId\":\"u\"}");
        append("payment-2", "Paid", "2024-02-01T00:00:00Z", "{\"userId\":\"u\"}");
        append("order-1", "Ordered", "2024-01-31T13:05:00Z", null);
        assertThat(count(Criteria.ALL, ZoneOffset.UTC))
                .isEqualTo(new Statistics(
                        3,
                        Map.of("2024-01-31T23:00Z", 1L, "2024-02-01T00:00Z", 1L, "2024-01-31T13:00Z", 1L),
                        Map.of("2024-01-31", 2L, "2024-02-01", 1L),
                        Map.of("Paid", 2L, "Ordered", 1L),
                        Map.of("Payment", 2L, "Order", 1L),
                        Map.of("o", 1L, "unknown", 2L),
                        Map.of("u", 2L, "unknown", 1L)));
    }

    @Test
    void only_what_meets_the_criteria_is_counted() {
        append("payment-1", "Paid", "2024-01-31T12:00:00Z", null);
        append("payment-1", "Noted", "2024-01-31T12:00:00Z", null);
        Criteria paid = Criteria.builder().eventTypes("Paid").build();
        assertThat(count(paid, ZoneOffset.UTC).byEventType()).isEqualTo(Map.of("Paid", 1L));
    }

    @Test
    void times_are_those_of_the_zone_and_come_in_order() {
        append("a-1", "A", "2024-01-31T23:30:00Z", null);
        append("a-1", "A", "2024-01-31T12:05:00Z", null);
        append("a-1", "A", "1969-12-31T22:59:59.5Z", null);
        Statistics statistics = count(Criteria.ALL, PARIS);
        assertThat(statistics.byHour().keySet())
                .containsExactly("1969-12-31T23:00+01:00", "2024-01-31T13:00+01:00", "2024-02-01T00:00+01:00");
        assertThat(statistics.byDay().keySet()).containsExactly("1969-12-31", "2024-01-31", "2024-02-01");
    }

    @Test
    void the_hour_that_comes_twice_is_two_hours() {
        append("a-1", "A", "2024-10-27T01:30:00Z", null);
        append("a-1", "A", "2024-10-27T00:30:00Z", null);
        assertThat(count(Criteria.ALL, PARIS).byHour().keySet())
                .containsExactly("2024-10-27T02:00+02:00", "2024-10-27T02:00+01:00");
    }

    @Test
    void hours_begin_on_the_hour_of_the_zones_own_clocks() {
        append("a-1", "A", "2024-01-31T12:15:00Z", null);
        assertThat(count(Criteria.ALL, ZoneId.of("Asia/Kolkata")).byHour().keySet())
                .containsExactly("2024-01-31T17:00+05:30");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | unknown",
                "{\"organizationId\":7} | unknown",
                "{\"organizationId\":null} | unknown",
                "{\"organizationId\":\"\"} | unknown",
                "{\"organizationId\":\"a\\u0000b\"} | unknown",
                "{\"organizationId\":{\"organizationId\":\"inner\"}} | unknown",
                "{\"deep\":[{\"organizationId\":\"inner\"}],\"organizationId\":\"\\u00fc\"} | ü"
            })
    void an_organisation_is_a_string_that_can_be_indexed_or_unknown(String metadata, String organization) {
        append("a-1", "A", "2024-01-31T12:00:00Z", metadata);
        assertThat(count(Criteria.ALL, ZoneOffset.UTC).byOrganization()).isEqualTo(Map.of(organization, 1L));
    }
}
