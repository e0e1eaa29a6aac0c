package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.longAt;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the past, and waiting for what is to come. */
@ServerTest
class VisibilityIT {
    private static long head() {
        return longAt("position", given().get("/stores/default"));
    }

    @Test
    void position_zero_is_the_empty_store() {
        append(event(unique("a-"), "T"));
        given().queryParam("asOf", 0)
                .get("/stores/default/events")
                .then()
                .statusCode(200)
                .body(at("events", empty()))
                .body(at("position", is(0)));
        given().queryParam("asOf", 0)
                .get("/stores/default/aggregates")
                .then()
                .statusCode(200)
                .body(at("aggregates", empty()));
    }

    @Test
    void a_time_shows_what_had_been_recorded_by_then() {
        String type = unique("Timed");
        append("{\"aggregateId\":\"a-1\",\"eventType\":\"" + type + "\",\"timestamp\":\"2000-01-01T00:00:00Z\"}");
        String recordedAt = JsonBody.of(given().queryParam("eventType", type).get("/stores/default/events"))
                .textAt("events[0].recordedAt");
        given().queryParam("eventType", type)
                .queryParam("asOf", recordedAt)
                .get("/stores/default/events")
                .then()
                .statusCode(200)
                .body(at("events", hasSize(1)));
        given().queryParam("eventType", type)
                .queryParam("asOf", "2001-01-01T00:00:00+01:00")
                .get("/stores/default/events")
                .then()
                .statusCode(200)
                .body(at("events", empty()))
                .body(at("position", is(0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stores/default",
                "/stores/default/events",
                "/stores/default/events/none",
                "/stores/default/aggregates",
                "/stores/default/event-types",
                "/stores/default/aggregates/a-1/state",
                "/stores/default/aggregates/a-1/diff",
                "/stores/default/aggregates/a-1",
                "/stores/default/aggregates/a-1/events"
            })
    void every_read_gives_up_waiting_in_time(String path) {
        given().queryParam("minPosition", head() + 1_000_000)
                .queryParam("timeout", "PT0.02S")
                .get(path)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body(at("type", is("urn:mayfly:problem:unavailable")))
                .body(at("detail", containsString("not visible")));
        given().queryParam("asOf", head() + 1_000_000)
                .get(path)
                .then()
                .statusCode(400)
                .body(at("violations.field", contains("asOf")));
    }

    @Test
    void a_read_waits_for_a_position_that_comes() {
        String type = unique("Awaited");
        long next = head() + 1;
        CompletableFuture<Response> read = CompletableFuture.supplyAsync(() -> given().queryParam("eventType", type)
                .queryParam("minPosition", next)
                .queryParam("timeout", "PT30S")
                .get("/stores/default/events"));
        append(event(unique("a-"), type));
        read.join().then().statusCode(200).body(at("events", hasSize(1)));
    }

    @Test
    void a_body_may_say_what_to_wait_for() {
        given().contentType("application/json")
                .body("{\"minPosition\":" + (head() + 1_000_000) + ",\"timeout\":\"PT0S\"}")
                .post("/stores/default/search")
                .then()
                .statusCode(503);
        given().contentType("application/json")
                .body("{\"minPosition\":0,\"asOf\":0}")
                .post("/stores/default/search")
                .then()
                .statusCode(200)
                .body(at("events", empty()));
    }
}
