package dev.mayfly.analytics.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The analyses of a store's events. */
@ServerTest
class AnalyticsIT {
    private static final String ANALYTICS = "/stores/default/analytics/";

    /** Returns an event of a correlation, with further members. */
    private static String event(String correlation, String timestamp, String... members) {
        String more = members.length == 0 ? "" : "," + String.join(",", members);
        return "{\"aggregateId\":\"payment-" + correlation + "\",\"eventType\":\"Paid\",\"correlationId\":\""
                + correlation + "\",\"timestamp\":\"" + timestamp + "\"" + more + "}";
    }

    private static ValidatableResponse get(String path) {
        return given().urlEncodingEnabled(false).get(ANALYTICS + path).then();
    }

    @Test
    void statistics_count_by_every_property() {
        String run = unique("run");
        append(
                event(run, "2024-01-31T12:05:00Z", "\"metadata\":{\"organizationId\":\"acme\",\"userId\":\"ann\"}"),
                event(run, "2024-01-31T12:06:00Z", "\"metadata\":{\"organizationId\":7}"),
                event(run, "2024-01-31T13:07:00+01:00"));
        get("statistics?zone=Europe/Paris&correlationId=" + run)
                .statusCode(200)
                .contentType("application/json")
                .body(at("total", is(3)))
                .body(at("byHour", is(Map.of("2024-01-31T13:00+01:00", 3))))
                .body(at("byDay", is(Map.of("2024-01-31", 3))))
                .body(at("byEventType", is(Map.of("Paid", 3))))
                .body(at("byAggregateType", is(Map.of("Payment", 3))))
                .body(at("byOrganization", is(Map.of("acme", 1, "unknown", 2))))
                .body(at("byUser", is(Map.of("ann", 1, "unknown", 2))))
                .body(at("size()", is(7)));
        get("statistics?correlationId=" + run).body(at("byHour", is(Map.of("2024-01-31T12:00Z", 3))));
    }

    @Test
    void trends_count_by_interval() {
        String run = unique("run");
        append(
                event(run, "2024-01-30T23:30:00Z"),
                event(run, "2024-01-31T12:00:00Z"),
                event(run, "2024-02-02T12:00:00Z"));
        get("trends?interval=day&zone=Europe/Paris&correlationId=" + run)
                .statusCode(200)
                .contentType("application/json")
                .body(at("size()", is(3)))
                .body(at("interval", is("day")))
                .body(at("zone", is("Europe/Paris")))
                .body(at(
                        "buckets",
                        is(List.of(
                                Map.of("key", "2024-01-31", "start", "2024-01-30T23:00:00Z", "count", 2),
                                Map.of("key", "2024-02-02", "start", "2024-02-01T23:00:00Z", "count", 1)))));
        get("trends?interval=day&fill=zero&zone=Europe/Paris&correlationId=" + run)
                .body(at("buckets.key", contains("2024-01-31", "2024-02-01", "2024-02-02")))
                .body(at("buckets.count", contains(2, 0, 1)));
        get("trends?correlationId=" + run).body(at("interval", is("day"))).body(at("zone", is("UTC")));
    }

    @ParameterizedTest
    @CsvSource({
        "minute, 2024-01-31T13:05Z, 2024-01-31T13:05:00Z",
        "hour, 2024-01-31T13:00Z, 2024-01-31T13:00:00Z",
        "day, 2024-01-31, 2024-01-31T00:00:00Z",
        "week, 2024-W05, 2024-01-29T00:00:00Z",
        "month, 2024-01, 2024-01-01T00:00:00Z"
    })
    void each_interval_has_keys_of_its_own(String interval, String key, String start) {
        String run = unique("run");
        append(event(run, "2024-01-31T13:05:00Z"));
        get("trends?interval=" + interval + "&correlationId=" + run)
                .body(at("buckets", is(List.of(Map.of("key", key, "start", start, "count", 1)))));
    }

    @ParameterizedTest
    @CsvSource({
        "minute, Europe/Paris, 2024-07-01T12:05:59.999Z, 2024-07-01T14:05+02:00, 2024-07-01T12:05:00Z",
        "minute, Asia/Kolkata, 2024-01-31T12:05:00Z, 2024-01-31T17:35+05:30, 2024-01-31T12:05:00Z",
        "hour, Asia/Kolkata, 2024-01-31T12:05:00Z, 2024-01-31T17:00+05:30, 2024-01-31T11:30:00Z",
        "hour, Asia/Kathmandu, 2024-01-31T12:05:00Z, 2024-01-31T17:00+05:45, 2024-01-31T11:15:00Z",
        "hour, Europe/London, 2024-01-31T12:05:00Z, 2024-01-31T12:00Z, 2024-01-31T12:00:00Z",
        "hour, Europe/Paris, 2024-10-27T00:30:00Z, 2024-10-27T02:00+02:00, 2024-10-27T00:00:00Z",
        "hour, Europe/Paris, 2024-10-27T01:30:00Z, 2024-10-27T02:00+01:00, 2024-10-27T01:00:00Z",
        "hour, Europe/Paris, 2024-03-31T01:00:00Z, 2024-03-31T03:00+02:00, 2024-03-31T01:00:00Z",
        "day, Europe/Paris, 2024-10-27T22:59:59.999999999Z, 2024-10-27, 2024-10-26T22:00:00Z",
        "day, Europe/Paris, 2024-10-27T23:00:00Z, 2024-10-28, 2024-10-27T23:00:00Z",
        "day, America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04, 2018-11-04T03:00:00Z",
        "day, Pacific/Auckland, 2024-01-31T12:00:00Z, 2024-02-01, 2024-01-31T11:00:00Z",
        "week, UTC, 2024-12-30T00:00:00Z, 2025-W01, 2024-12-30T00:00:00Z",
        "week, UTC, 2024-12-29T23:59:59Z, 2024-W52, 2024-12-23T00:00:00Z",
        "week, UTC, 2021-01-03T12:00:00Z, 2020-W53, 2020-12-28T00:00:00Z",
        "week, Europe/Paris, 2021-01-03T23:00:00Z, 2021-W01, 2021-01-03T23:00:00Z",
        "month, America/New_York, 2024-03-01T04:59:59Z, 2024-02, 2024-02-01T05:00:00Z",
        "month, Europe/Paris, 2024-03-31T22:00:00Z, 2024-04, 2024-03-31T22:00:00Z"
    })
    void keys_carry_the_zones_offset_and_weeks_their_own_year(
            String interval, String zone, String timestamp, String key, String start) {
        String run = unique("run");
        append(event(run, timestamp));
        get("trends?interval=" + interval + "&zone=" + zone + "&correlationId=" + run)
                .statusCode(200)
                .body(at("zone", is(zone)))
                .body(at("buckets", is(List.of(Map.of("key", key, "start", start, "count", 1)))));
        if (interval.equals("hour") || interval.equals("day")) {
            String counts = interval.equals("hour") ? "byHour" : "byDay";
            get("statistics?zone=" + zone + "&correlationId=" + run).body(at(counts, is(Map.of(key, 1))));
            get("heatmap?zone=" + zone + "&correlationId=" + run).body(at(counts, is(Map.of(key, 1))));
        }
    }

    @Test
    void zeros_are_filled_in_over_the_time_that_is_asked_for() {
        String run = unique("run");
        append(event(run, "2024-10-27T00:30:00Z"));
        get("trends?interval=hour&fill=zero&zone=Europe/Paris&from=2024-10-27T00:00:00Z&to=2024-10-27T02:00:00Z"
                        + "&correlationId=" + run)
                .statusCode(200)
                .body(at(
                        "buckets.key",
                        contains("2024-10-27T02:00+02:00", "2024-10-27T02:00+01:00", "2024-10-27T03:00+01:00")))
                .body(at("buckets.count", contains(1, 0, 0)));
        get("trends?fill=zero&correlationId=" + unique("nothing")).body(at("buckets", empty()));
    }

    @Test
    void a_heatmap_has_the_hours_of_a_week() {
        String run = unique("run");
        append(
                event(run, "2024-01-29T00:30:00Z"),
                event(run, "2024-02-04T23:30:00Z"),
                event(run, "2024-02-11T23:59:00Z"));
        get("heatmap?correlationId=" + run)
                .statusCode(200)
                .contentType("application/json")
                .body(at("size()", is(3)))
                .body(at("byHour", is(Map.of("2024-01-29T00:00Z", 1, "2024-02-04T23:00Z", 1, "2024-02-11T23:00Z", 1))))
                .body(at("byDay", is(Map.of("2024-01-29", 1, "2024-02-04", 1, "2024-02-11", 1))))
                .body(at("matrix", hasSize(7)))
                .body(at("matrix", everyItem(hasSize(24))))
                .body(at("matrix[0][0]", is(1)))
                .body(at("matrix[6][23]", is(2)))
                .body("matrix.flatten().sum()", is(3));
        get("heatmap?zone=Asia/Kolkata&correlationId=" + run)
                .body(at("matrix[0][6]", is(1)))
                .body(at("matrix[0][5]", is(2)));
    }

    @Test
    void a_correlation_is_told_with_its_tree() {
        String run = unique("order/");
        String first = unique("e");
        String second = unique("e");
        append(
                event(
                                run,
                                "2024-01-31T12:00:01.5Z",
                                "\"eventId\":\"" + second + "\"",
                                "\"causationId\":\"" + first + "\"")
                        .replace("payment-", "stock-"),
                event(run, "2024-01-31T12:00:00Z", "\"eventId\":\"" + first + "\"", "\"causationId\":\"gone\""));
        ValidatableResponse answer = get("correlations/" + run.replace("/", "%2F"))
                .statusCode(200)
                .contentType("application/json")
                .body(at("size()", is(5)))
                .body(at("correlationId", is(run)))
                .body(at("events.eventId", contains(first, second)))
                .body(at("events[0].causationId", is("gone")))
                .body(at("tree", hasSize(1)))
                .body(at("tree[0].size()", is(5)))
                .body(at("tree[0].eventId", is(first)))
                .body(at("tree[0].eventType", is("Paid")))
                .body(at("tree[0].aggregateId", is("payment-" + run)))
                .body(at("tree[0].timestamp", is("2024-01-31T12:00:00Z")))
                .body(at("tree[0].children.eventId", contains(second)))
                .body(at("tree[0].children[0].children", empty()))
                .body(at("aggregates", contains("payment-" + run, "stock-" + run)))
                .body(at("duration", is("PT1.5S")));
        assertThat(answer.extract().asString()).startsWith("{\"correlationId\":");
        get("correlations/" + run.replace("/", "%2F") + "?eventType=Other&zone=Europe/Paris")
                .statusCode(200)
                .body(at("events", empty()))
                .body(at("tree", empty()))
                .body(at("aggregates", empty()))
                .body(at("duration", is("PT0S")));
    }

    @Test
    void events_that_cause_each_other_and_themselves_have_a_tree() {
        String run = unique("run");
        String self = unique("e");
        String one = unique("e");
        String other = unique("e");
        append(
                event(run, "2024-01-31T12:00:00Z", "\"eventId\":\"" + self + "\"", "\"causationId\":\"" + self + "\""),
                event(run, "2024-01-31T12:00:02Z", "\"eventId\":\"" + one + "\"", "\"causationId\":\"" + other + "\""),
                event(run, "2024-01-31T12:00:01Z", "\"eventId\":\"" + other + "\"", "\"causationId\":\"" + one + "\""));
        get("correlations/" + run)
                .statusCode(200)
                .body(at("tree.eventId", contains(self, other)))
                .body(at("tree[1].children.eventId", contains(one)));
    }

    @Test
    void a_long_correlation_is_written_whole() {
        String run = unique("run");
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            events.add(event(
                    run,
                    "2024-01-31T12:00:00Z",
                    "\"eventId\":\"" + run + i + "\"",
                    "\"causationId\":\"" + run + i / 10 + "\""));
        }
        append(events);
        get("correlations/" + run)
                .statusCode(200)
                .body(at("events", hasSize(6_000)))
                .body(at("tree.eventId", contains(run + 0)))
                .body(at("tree[0].children", hasSize(9)))
                .body(at("duration", is("PT0S")));
        get("statistics?correlationId=" + run).body(at("total", is(6_000)));
    }

    @Test
    void a_correlation_without_events_is_not_found() {
        String run = unique("run");
        get("correlations/" + run).statusCode(404).body(at("type", is("urn:mayfly:problem:not-found")));
        long position = append(event(run, "2024-01-31T12:00:00Z"));
        get("correlations/" + run + "?asOf=" + (position - 1)).statusCode(404);
        get("correlations/" + run + "?asOf=" + position).statusCode(200);
    }

    @Test
    void an_analysis_reads_where_it_is_told_to() {
        String run = unique("run");
        long first = append(event(run, "2024-01-31T12:00:00Z"));
        long second = append(event(run, "2024-01-31T13:00:00Z"));
        for (String analysis : List.of("statistics", "trends", "heatmap")) {
            String days = analysis.equals("trends") ? "buckets.count" : "byDay.*";
            get(analysis + "?correlationId=" + run + "&minPosition=" + second).body(at(days, contains(2)));
            get(analysis + "?correlationId=" + run + "&asOf=" + first).body(at(days, contains(1)));
            get(analysis + "?correlationId=" + run + "&asOf=0").body(at(days, empty()));
            get(analysis + "?correlationId=" + run + "&from=2024-01-31T12:30:00Z")
                    .body(at(days, contains(1)));
            get(analysis + "?correlationId=" + run + "&after=" + first).body(at(days, contains(1)));
            get(analysis + "?minPosition=999999999999&timeout=PT0.01S")
                    .statusCode(503)
                    .body(at("type", is("urn:mayfly:problem:unavailable")));
        }
        get("correlations/" + run + "?after=" + first).body(at("events.position", contains((int) second)));
        get("correlations/" + run + "?minPosition=999999999999&timeout=PT0S").statusCode(503);
    }

    @Test
    void criteria_that_are_given_several_times_mean_any_of_them() {
        String run = unique("run");
        append(
                event(run, "2024-01-31T12:00:00Z", "\"tags\":[\"x\"]"),
                event(run, "2024-01-31T12:00:00Z", "\"tags\":[\"x\",\"y\"]").replace("Paid", "Sold"),
                event(run, "2024-01-31T12:00:00Z").replace("Paid", "Left"));
        get("statistics?correlationId=" + run + "&eventType=Paid&eventType=Sold")
                .body(at("total", is(2)));
        get("statistics?correlationId=" + run + "&tag=x&tag=y").body(at("byEventType", is(Map.of("Sold", 1))));
        get("correlations/" + run + "?eventType=Paid&eventType=Left")
                .body(at("events.eventType", containsInAnyOrder("Paid", "Left")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"statistics", "trends", "heatmap", "correlations/some"})
    void what_is_not_as_it_must_be_is_refused_everywhere(String analysis) {
        refused(analysis + "?zone=Mars/Olympus", "zone");
        refused(analysis + "?zone=%2B02:00", "zone");
        refused(analysis + "?zone=", "zone");
        refused(analysis + "?zone=UTC&zone=UTC", "zone");
        refused(analysis + "?from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z", "from");
        refused(analysis + "?from=yesterday", "from");
        refused(analysis + "?limit=5", "limit");
        refused(analysis + "?sort=position", "sort");
        refused(analysis + "?cursor=x", "cursor");
        refused(analysis + "?eventTyp=A", "eventTyp");
        refused(analysis + "?asOf=99999999999", "asOf");
        refused(analysis + "?query=%7B%7D", "query.items");
        given().get("/stores/nowhere/analytics/" + analysis)
                .then()
                .statusCode(404)
                .body(at("type", is("urn:mayfly:problem:not-found")));
    }

    @ParameterizedTest
    @CsvSource({
        "trends?interval=year, interval",
        "trends?interval=DAY, interval",
        "trends?interval=, interval",
        "trends?fill=one, fill",
        "trends?fill=, fill",
        "statistics?interval=day, interval",
        "heatmap?fill=zero, fill",
        "correlations/a%00b, correlationId",
        "correlations/a?correlationId=b, correlationId",
        "trends?interval=minute&fill=zero&from=2000-01-01T00:00:00Z&to=2024-01-01T00:00:00Z, interval",
        "trends?interval=hour&fill=zero&from=1700-01-01T00:00:00Z&to=2200-01-01T00:00:00Z, interval"
    })
    void what_one_analysis_does_not_take_is_refused(String path, String field) {
        refused(path, field);
    }

    @Test
    void events_far_apart_are_not_filled_in_with_more_than_a_hundred_thousand_buckets() {
        String run = unique("run");
        append(event(run, "2000-01-01T00:00:00Z"), event(run, "2024-01-01T00:00:00Z"));
        refused("trends?interval=hour&fill=zero&correlationId=" + run, "interval");
        get("trends?interval=day&fill=zero&correlationId=" + run)
                .statusCode(200)
                .body(at("buckets", hasSize(8_767)));
        get("trends?interval=hour&correlationId=" + run).statusCode(200).body(at("buckets", hasSize(2)));
    }

    private static void refused(String path, String field) {
        get(path)
                .statusCode(400)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:invalid-request")))
                .body(at("violations.field", hasItem(field)));
    }
}
