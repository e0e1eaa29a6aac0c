package dev.mayfly.store.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static dev.mayfly.store.http.Stores.append;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static dev.mayfly.store.http.Stores.name;
import static dev.mayfly.store.http.Stores.post;
import static dev.mayfly.store.http.Stores.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The clocks of stores over HTTP. */
@ServerTest
class ClockIT {
    private static final String FROZEN = "{\"mode\":\"frozen\",\"at\":\"2026-01-31T12:00:00Z\"}";

    private static ValidatableResponse set(String store, String clock) {
        return Requests.of("application/json", clock)
                .put("/stores/" + store + "/clock")
                .then();
    }

    private static ValidatableResponse advance(String store, String by) {
        return post(store, "/clock/advance", "{\"by\":\"" + by + "\"}");
    }

    @Test
    void a_frozen_clock_rules_the_times_of_events() {
        String store = created();
        get(store, "/clock").statusCode(200).body(at("", aMapWithSize(2))).body(at("mode", is("system")));
        set(store, FROZEN)
                .statusCode(200)
                .body(at("", aMapWithSize(2)))
                .body(at("mode", is("frozen")))
                .body(at("now", is("2026-01-31T12:00:00Z")));
        append(store, "a-1");
        advance(store, "PT30M")
                .statusCode(200)
                .body(at("mode", is("frozen")))
                .body(at("now", is("2026-01-31T12:30:00Z")));
        append(store, "a-1");
        advance(store, "P1DT2H").statusCode(200).body(at("now", is("2026-02-01T14:30:00Z")));
        post(store, "/aggregates/a-1/events", "{\"eventType\":\"Happened\",\"timestamp\":\"2020-02-02T02:02:02Z\"}")
                .statusCode(201);
        get(store, "/events?sort=position")
                .body(at(
                        "events.recordedAt",
                        contains("2026-01-31T12:00:00Z", "2026-01-31T12:30:00Z", "2026-02-01T14:30:00Z")))
                .body(at(
                        "events.timestamp",
                        contains("2026-01-31T12:00:00Z", "2026-01-31T12:30:00Z", "2020-02-02T02:02:02Z")));
        get(store, "/events?asOf=2026-01-31T12:29:59Z").body(at("events.size()", is(1)));
        get(store, "/events?asOf=2026-01-31T12:30:00Z").body(at("events.size()", is(2)));
        get(store, "/clock").body(at("now", is("2026-02-01T14:30:00Z")));
    }

    @Test
    void a_clock_can_be_given_with_the_store_and_is_nobody_elses() {
        String store = name();
        put(store, "{\"clock\":" + FROZEN + "}").statusCode(201);
        get(store, "/clock").body(at("now", is("2026-01-31T12:00:00Z")));
        advance(store, "PT1S").statusCode(200);
        put(store, "{\"clock\":" + FROZEN + "}").statusCode(200);
        get(store, "/clock").body(at("now", is("2026-01-31T12:00:01Z")));
        get("default", "/clock").body(at("mode", is("system")));
        get(created(), "/clock").body(at("mode", is("system")));
    }

    @Test
    void a_clock_goes_at_a_distance_and_comes_back() {
        String store = created();
        Instant before = Instant.now();
        String now = valueAt(
                "now",
                set(store, "{\"mode\":\"offset\",\"by\":\"P1D\"}")
                        .statusCode(200)
                        .body(at("mode", is("offset")))
                        .extract());
        assertThat(Duration.between(before, Instant.parse(now)))
                .isBetween(Duration.ofDays(1), Duration.ofDays(1).plusMinutes(1));
        String advanced = valueAt(
                "now", advance(store, "P1D").body(at("mode", is("offset"))).extract());
        assertThat(Duration.between(Instant.parse(now), Instant.parse(advanced)))
                .isBetween(Duration.ofDays(1), Duration.ofDays(1).plusMinutes(1));
        set(store, "{\"mode\":\"system\"}").statusCode(200).body(at("mode", is("system")));
        advance(store, "PT0S").body(at("mode", is("system")));
        advance(store, "PT1S").body(at("mode", is("offset")));
    }

    @Test
    void recorded_times_never_go_back_and_the_answer_says_so() {
        String store = created();
        set(store, FROZEN);
        append(store, "a-1");
        set(store, "{\"mode\":\"frozen\",\"at\":\"2026-01-01T00:00:00Z\"}")
                .statusCode(200)
                .body(at("now", is("2026-01-01T00:00:00Z")))
                .body(at("recordedAtNotBefore", is("2026-01-31T12:00:00Z")));
        append(store, "a-1");
        get(store, "/events?sort=position").body(at("events.recordedAt[1]", is("2026-01-31T12:00:00Z")));
        get(store, "/events?sort=position").body(at("events.timestamp[1]", is("2026-01-01T00:00:00Z")));
        get(store, "/clock").body(at("recordedAtNotBefore", is("2026-01-31T12:00:00Z")));
        post(store, "/events", "{\"events\":[{\"aggregateId\":\"b-1\",\"eventType\":\"Happened\"}]}")
                .statusCode(201);
        Requests.of(
                        "application/cloudevents+json",
                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/test\",\"type\":\"Happened\",\"subject\":\"c-1\"}")
                .post("/stores/" + store + "/cloudevents")
                .then()
                .statusCode(202);
        get(store, "/events?sort=position")
                .body(at("events.timestamp[2]", is("2026-01-01T00:00:00Z")))
                .body(at("events.timestamp[3]", is("2026-01-01T00:00:00Z")));
        Requests.of("application/json", "{\"amount\":1,\"currency\":\"EUR\"}")
                .post("/payments/p-1/process?store=" + store)
                .then()
                .statusCode(201);
        given().get("/payments/p-1?store=" + store).then().body(at("processedAt", is("2026-01-01T00:00:00Z")));
        advance(store, "P31D").body(at("recordedAtNotBefore", nullValue()));
        append(store, "a-1");
        get(store, "/events?sort=position").body(at("events.recordedAt[5]", is("2026-02-01T00:00:00Z")));
    }

    @Test
    void what_is_wrong_is_said_by_name_and_the_clock_stays() {
        String store = created();
        set(store, FROZEN);
        for (String[] wrong : new String[][] {
            {"{}", "mode"},
            {"{\"mode\":\"frozen\"}", "at"},
            {"{\"mode\":\"frozen\",\"at\":\"2300-01-01T00:00:00Z\"}", "at"},
            {"{\"mode\":\"frozen\",\"at\":\"2026-01-01T00:00:00.1234567891Z\"}", "at"},
            {"{\"mode\":\"frozen\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"PT1S\"}", "by"},
            {"{\"mode\":\"offset\"}", "by"},
            {"{\"mode\":\"offset\",\"by\":1}", "by"},
            {"{\"mode\":\"offset\",\"by\":\"P200000D\"}", "by"},
            {"{\"mode\":\"offset\",\"by\":\"-P200000D\"}", "by"},
            {"{\"mode\":\"offset\",\"by\":\"P1M\"}", "by"},
            {"{\"mode\":\"FROZEN\"}", "mode"},
            {"{\"mode\":\"system\",\"now\":1}", "now"},
        }) {
            set(store, wrong[0]).statusCode(400).body(at("violations.field", contains(wrong[1])));
        }
        for (String by : List.of("-PT1S", "PT-0.000000001S", "P1Y", "1h", "", "P106752D", "PT99999999999H")) {
            advance(store, by).statusCode(400).body(at("violations.field", contains("by")));
        }
        post(store, "/clock/advance", "").statusCode(400).body(at("violations.field", contains("by")));
        post(store, "/clock/advance", "{\"to\":\"P1D\"}").statusCode(400).body(at("violations.field", contains("to")));
        get(store, "/clock").body(at("now", is("2026-01-31T12:00:00Z")));
        given().get("/stores/nowhere/clock").then().statusCode(404);
        set("nowhere", FROZEN).statusCode(404);
    }

    @Test
    void moves_and_appends_at_once_are_in_one_order() throws Exception {
        String store = created();
        set(store, FROZEN);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            boolean moves = thread % 2 == 0;
            done.add(threads.submit(() -> {
                for (int i = 0; i < 40; i++) {
                    if (moves) {
                        advance(store, "PT1S").statusCode(200);
                    } else {
                        String before = valueAt("now", get(store, "/clock").extract());
                        long position = append(store, "a-1");
                        String recordedAt = valueAt(
                                "events[0].recordedAt",
                                get(store, "/events?sort=position&after=" + (position - 1) + "&limit=1")
                                        .extract());
                        assertThat(Instant.parse(recordedAt)).isAfterOrEqualTo(Instant.parse(before));
                    }
                }
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdown();
        get(store, "/clock").body(at("now", is("2026-01-31T12:02:00Z")));
        List<String> recorded = valueAt(
                "events.recordedAt",
                get(store, "/events?sort=position&limit=1000").extract());
        assertThat(recorded.stream().map(Instant::parse)).hasSize(120).isSorted();
    }
}
