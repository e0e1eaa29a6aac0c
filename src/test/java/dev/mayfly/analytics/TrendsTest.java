package dev.mayfly.analytics;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.time.Interval;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendsTest {
    private final EventStore store = new EmbeddedEventStore("test", 1 << 24, TimeSource.SYSTEM);

    private void happened(String... timestamps) {
        for (String timestamp : timestamps) {
            Reading.append(store, TestEvent.append(event("a-1", "A").at(timestamp)));
        }
    }

    private EventScan scan() {
        return store.prefix().scan(Criteria.ALL, Sort.POSITION);
    }

    private List<String> trends(Interval interval, String zone) {
        return texts(Trends.of(scan(), interval, ZoneId.of(zone)));
    }

    private List<String> filled(Interval interval, String zone, String from, String to) {
        return texts(Trends.filled(
                scan(),
                interval,
                ZoneId.of(zone),
                from == null ? Long.MIN_VALUE : Rfc3339.parse("from", from),
                to == null ? Long.MAX_VALUE : Rfc3339.parse("to", to)));
    }

    private static List<String> texts(Trends trends) {
        return trends.buckets().stream()
                .map(bucket -> bucket.key() + " from " + Rfc3339.format(bucket.startNanos()) + ": " + bucket.count())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "MINUTE, UTC, 2024-01-31T13:05Z, 2024-01-31T13:05:00Z",
        "HOUR, UTC, 2024-01-31T13:00Z, 2024-01-31T13:00:00Z",
        "HOUR, Europe/Paris, 2024-01-31T14:00+01:00, 2024-01-31T13:00:00Z",
        "HOUR, America/St_Johns, 2024-01-31T09:00-03:30, 2024-01-31T12:30:00Z",
        "DAY, UTC, 2024-01-31, 2024-01-31T00:00:00Z",
        "DAY, Europe/Paris, 2024-01-31, 2024-01-30T23:00:00Z",
        "WEEK, UTC, 2024-W05, 2024-01-29T00:00:00Z",
        "MONTH, Europe/Paris, 2024-01, 2023-12-31T23:00:00Z"
    })
    void a_key_says_which_interval_it_is(Interval interval, String zone, String key, String start) {
        happened("2024-01-31T13:05:59.999999999Z");
        assertThat(trends(interval, zone)).containsExactly(key + " from " + start + ": 1");
    }

    @ParameterizedTest
    @CsvSource({
        "2020-12-31T12:00:00Z, 2020-W53, 2020-12-28",
        "2021-01-03T23:59:59Z, 2020-W53, 2020-12-28",
        "2021-01-04T00:00:00Z, 2021-W01, 2021-01-04",
        "2024-12-29T12:00:00Z, 2024-W52, 2024-12-23",
        "2024-12-30T00:00:00Z, 2025-W01, 2024-12-30",
        "2023-01-01T12:00:00Z, 2022-W52, 2022-12-26"
    })
    void weeks_at_the_turn_of_the_year_are_those_of_iso_8601(String timestamp, String key, String monday) {
        happened(timestamp);
        assertThat(trends(Interval.WEEK, "UTC")).containsExactly(key + " from " + monday + "T00:00:00Z: 1");
    }

    @Test
    void the_hour_that_comes_twice_has_two_keys() {
        happened("2024-10-27T01:30:00Z", "2024-10-27T00:30:00Z", "2024-10-27T00:59:00Z");
        assertThat(trends(Interval.HOUR, "Europe/Paris"))
                .containsExactly(
                        "2024-10-27T02:00+02:00 from 2024-10-27T00:00:00Z: 2",
                        "2024-10-27T02:00+01:00 from 2024-10-27T01:00:00Z: 1");
    }

    @Test
    void the_hour_that_does_not_come_is_not_filled_in() {
        assertThat(filled(Interval.HOUR, "Europe/Paris", "2024-03-31T00:30:00Z", "2024-03-31T01:30:00Z"))
                .containsExactly(
                        "2024-03-31T01:00+01:00 from 2024-03-31T00:00:00Z: 0",
                        "2024-03-31T03:00+02:00 from 2024-03-31T01:00:00Z: 0");
    }

    @Test
    void half_an_hour_more_or_less_makes_short_hours() {
        assertThat(filled(Interval.HOUR, "Australia/Lord_Howe", "2024-04-06T14:00:00Z", "2024-04-06T15:30:00Z"))
                .containsExactly(
                        "2024-04-07T01:00+11:00 from 2024-04-06T14:00:00Z: 0",
                        "2024-04-07T01:00+10:30 from 2024-04-06T15:00:00Z: 0",
                        "2024-04-07T02:00+10:30 from 2024-04-06T15:30:00Z: 0");
        assertThat(filled(Interval.HOUR, "Australia/Lord_Howe", "2024-10-05T15:29:59Z", "2024-10-05T16:00:00Z"))
                .containsExactly(
                        "2024-10-06T01:00+10:30 from 2024-10-05T14:30:00Z: 0",
                        "2024-10-06T02:00+11:00 from 2024-10-05T15:30:00Z: 0",
                        "2024-10-06T03:00+11:00 from 2024-10-05T16:00:00Z: 0");
    }

    @Test
    void a_day_that_a_zone_left_out_is_not_filled_in() {
        assertThat(filled(Interval.DAY, "Pacific/Apia", "2011-12-29T12:00:00Z", "2011-12-31T12:00:00Z"))
                .containsExactly(
                        "2011-12-29 from 2011-12-29T10:00:00Z: 0",
                        "2011-12-31 from 2011-12-30T10:00:00Z: 0",
                        "2012-01-01 from 2011-12-31T10:00:00Z: 0");
    }

    @Test
    void a_day_that_comes_again_after_midnight_is_one_day() {
        // The clock was put back from 00:01 on the 7th to 23:01 on the 6th.
        happened("2010-11-07T02:30:30Z", "2010-11-07T02:31:30Z", "2010-11-07T03:31:00Z");
        assertThat(trends(Interval.HOUR, "America/St_Johns"))
                .containsExactly(
                        "2010-11-07T00:00-02:30 from 2010-11-07T02:30:00Z: 1",
                        "2010-11-06T23:00-03:30 from 2010-11-07T02:31:00Z: 1",
                        "2010-11-07T00:00-03:30 from 2010-11-07T03:30:00Z: 1");
        List<String> days =
                List.of("2010-11-06 from 2010-11-06T02:30:00Z: 1", "2010-11-07 from 2010-11-07T02:30:00Z: 2");
        assertThat(trends(Interval.DAY, "America/St_Johns")).isEqualTo(days);
        assertThat(filled(Interval.DAY, "America/St_Johns", "2010-11-07T02:30:30Z", "2010-11-07T03:31:00Z"))
                .isEqualTo(days);
    }

    @Test
    void without_filling_only_intervals_with_events_come() {
        happened("2024-03-01T00:00:00Z", "2024-01-01T00:00:00Z");
        assertThat(trends(Interval.MONTH, "UTC"))
                .containsExactly("2024-01 from 2024-01-01T00:00:00Z: 1", "2024-03 from 2024-03-01T00:00:00Z: 1");
        assertThat(filled(Interval.MONTH, "UTC", null, null))
                .containsExactly(
                        "2024-01 from 2024-01-01T00:00:00Z: 1",
                        "2024-02 from 2024-02-01T00:00:00Z: 0",
                        "2024-03 from 2024-03-01T00:00:00Z: 1");
    }

    @Test
    void filling_goes_from_and_to_the_times_that_are_given() {
        happened("2024-01-02T12:00:00Z");
        assertThat(filled(Interval.DAY, "UTC", "2024-01-01T05:00:00Z", null))
                .containsExactly("2024-01-01 from 2024-01-01T00:00:00Z: 0", "2024-01-02 from 2024-01-02T00:00:00Z: 1");
        assertThat(filled(Interval.DAY, "UTC", null, "2024-01-03T00:00:00Z"))
                .containsExactly("2024-01-02 from 2024-01-02T00:00:00Z: 1", "2024-01-03 from 2024-01-03T00:00:00Z: 0");
    }

    @Test
    void nothing_is_filled_in_where_nothing_was_found_and_a_time_is_missing() {
        assertThat(filled(Interval.DAY, "UTC", null, "2024-01-03T00:00:00Z")).isEmpty();
        assertThat(filled(Interval.DAY, "UTC", "2024-01-03T00:00:00Z", null)).isEmpty();
        assertThat(filled(Interval.DAY, "UTC", "2024-01-03T00:00:00Z", "2024-01-03T00:00:00Z"))
                .containsExactly("2024-01-03 from 2024-01-03T00:00:00Z: 0");
    }

    @Test
    void a_hundred_thousand_buckets_are_filled_in_and_no_more() {
        // 100,000 minutes are 69 days, 10 hours and 40 minutes.
        assertThat(filled(Interval.MINUTE, "UTC", "2024-01-01T00:00:00Z", "2024-03-10T10:39:00Z"))
                .hasSize(Trends.MAX_FILLED_BUCKETS);
        refused(Interval.MINUTE, "2024-01-01T00:00:00Z", "2024-03-10T10:40:00Z");
        refused(Interval.MINUTE, "1678-01-01T00:00:00Z", "2261-12-31T23:59:59Z");
        refused(Interval.DAY, "1678-01-01T00:00:00Z", "2261-12-31T23:59:59Z");
        assertThat(filled(Interval.MONTH, "UTC", "1678-01-01T00:00:00Z", "2261-12-31T23:59:59Z"))
                .hasSize(584 * 12);
        happened("1700-01-01T00:00:00Z", "2024-01-01T00:00:00Z");
        refused(Interval.HOUR, null, null);
        assertThat(trends(Interval.HOUR, "UTC")).hasSize(2);
    }

    private void refused(Interval interval, String from, String to) {
        assertThatThrownBy(() -> filled(interval, "UTC", from, to))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        mistake -> assertThat(mistake.violations())
                                .extracting(InvalidInputException.Violation::field)
                                .containsExactly("interval"));
    }
}
