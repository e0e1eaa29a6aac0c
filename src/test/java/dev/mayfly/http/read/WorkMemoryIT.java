package dev.mayfly.http.read;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much memory the answer to a request may take. */
@ServerTest
@TestProfile(WorkMemoryIT.LittleMemory.class)
class WorkMemoryIT {
    private static final OffsetDateTime MIDNIGHT = OffsetDateTime.parse("2026-01-01T00:00:30Z");

    /** Hardly more than a body may have. */
    public static class LittleMemory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mayfly.limits.request-size", "1M",
                    "mayfly.limits.small-bodies-size", "64K",
                    "mayfly.limits.requests-in-flight-size", "1200K");
        }
    }

    /** Returns a store with one aggregate of 8,000 events. */
    private static String filled(IntFunction<String> members) {
        return filled(members, i -> "T");
    }

    private static String filled(IntFunction<String> members, IntFunction<String> type) {
        String store = created();
        for (int batch = 0; batch < 4; batch++) {
            Requests.appendLines(
                    "/stores/" + store + "/aggregates/a-1/events",
                    IntStream.range(2_000 * batch, 2_000 * (batch + 1))
                            .mapToObj(i -> "{\"eventType\":\"" + type.apply(i) + "\"," + members.apply(i) + "}"));
        }
        return store;
    }

    private static void refused(String store, String path) {
        get(store, path)
                .statusCode(413)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:too-large")))
                .body(at("limit", is(1136 << 10)))
                .body(at("detail", containsString("mayfly.limits.requests-in-flight-size")));
    }

    @AfterEach
    void nothing_stays_reserved() throws InterruptedException {
        Meters.await("mayfly_requests_in_flight_bytes", bytes -> bytes == 0);
    }

    @Test
    void statistics_of_too_many_different_values_are_refused_and_others_are_not() {
        String many = filled(i -> "\"metadata\":{\"userId\":\"u-" + i + "\"}");
        refused(many, "/analytics/statistics");
        get(many, "/analytics/statistics?until=100").statusCode(200).body(at("total", is(100)));
        String few = filled(i -> "\"metadata\":{\"userId\":\"u-" + i % 100 + "\"}");
        get(few, "/analytics/statistics").statusCode(200).body(at("total", is(8_000)));
    }

    @Test
    void trends_of_too_many_minutes_are_refused_and_others_are_not() {
        String store = filled(i -> "\"timestamp\":\"" + MIDNIGHT.plusMinutes(i) + "\"");
        refused(store, "/analytics/trends?interval=minute");
        get(store, "/analytics/trends?interval=minute&until=100")
                .statusCode(200)
                .body(at("buckets", hasSize(100)));
        get(store, "/analytics/trends?interval=hour").statusCode(200).body(at("buckets", hasSize(134)));
    }

    @Test
    void what_many_answers_have_taken_is_free_again() {
        String store = filled(i -> "\"timestamp\":\"" + MIDNIGHT.plusMinutes(i) + "\"");
        for (int i = 0; i < 300; i++) {
            get(store, "/analytics/trends?interval=hour").statusCode(200);
        }
    }

    @Test
    void trends_with_too_many_empty_minutes_are_refused_and_others_are_not() {
        String filled = "/analytics/trends?interval=minute&fill=zero&from=2024-01-01T00:00:00Z&to=2024-01-0";
        refused(created(), filled + "8T00:00:00Z");
        get(created(), filled + "1T23:59:00Z").statusCode(200).body(at("buckets", hasSize(1_440)));
    }

    @Test
    void cloud_events_of_too_many_attributes_are_refused_and_others_are_not() {
        String store = created();
        sent(store, 60, 240)
                .statusCode(400)
                .body(at("type", is("urn:mayfly:problem:too-large")))
                .body(at("detail", containsString("mayfly.limits.requests-in-flight-size")));
        get(store, "").body(at("events", is(0)));
        sent(store, 60, 20).statusCode(202);
        get(store, "").body(at("events", is(60)));
    }

    private static ValidatableResponse sent(String store, int events, int attributes) {
        String extensions = IntStream.range(0, attributes)
                .mapToObj(i -> ",\"x" + i + "\":" + i)
                .collect(Collectors.joining());
        String batch = IntStream.range(0, events)
                .mapToObj(i -> "{\"specversion\":\"1.0\",\"type\":\"T\",\"source\":\"/s\",\"id\":\"" + i + "\""
                        + extensions + "}")
                .collect(Collectors.joining(",", "[", "]"));
        return Requests.of("application/cloudevents-batch+json", batch)
                .post("/stores/" + store + "/cloudevents")
                .then();
    }

    @Test
    void a_list_of_too_many_types_is_refused_and_a_correlation_is_answered_in_parts() {
        String types = filled(i -> "\"correlationId\":\"c-" + i % 100 + "\"", i -> "T" + i);
        refused(types, "/event-types");
        get(types, "/analytics/correlations/c-1").statusCode(200).body(at("events", hasSize(80)));
        String correlated = filled(i -> "\"correlationId\":\"c-1\"");
        get(correlated, "/event-types").statusCode(200);
        get(correlated, "/analytics/correlations/c-1").statusCode(200);
    }

    @Test
    void a_state_that_has_grown_too_large_is_refused() {
        String store = filled(i -> "\"data\":{\"m-" + i + "\":" + i + "}");
        refused(store, "/aggregates/a-1/state");
        refused(store, "/aggregates/a-1/diff?from=1");
        get(store, "/aggregates/a-1/state?version=1000").statusCode(200).body(at("state.m-999", is(999)));
        get(store, "/aggregates/a-1/diff?from=7900&to=7999").statusCode(413);
        get(store, "/aggregates/a-1/diff?from=900&to=1000").statusCode(200);
    }

    @Test
    void a_state_that_stays_small_is_not_refused_however_much_went_into_it() {
        String text = "x".repeat(400);
        String store = filled(i -> "\"data\":{\"n\":" + i + ",\"m-" + i % 10 + "\":\"" + text + "\"}");
        get(store, "/aggregates/a-1/state").statusCode(200).body(at("state.n", is(7_999)));
        get(store, "/aggregates/a-1/diff?from=1").statusCode(200);
    }
}
