package dev.mayfly.store.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static dev.mayfly.store.http.Stores.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.packaged.ServerTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The removal of an aggregate's oldest events over HTTP. */
@ServerTest
class TruncationIT {
    private static void appended(String store, String aggregate, int events) {
        for (int i = 0; i < events; i++) {
            given().contentType("application/json")
                    .body("{\"eventType\":\"T\",\"data\":{\"n" + i + "\":" + i + "}}")
                    .post("/stores/" + store + "/aggregates/" + aggregate + "/events")
                    .then()
                    .statusCode(201);
        }
    }

    private static ValidatableResponse removed(String store, String aggregateAndQuery) {
        return given().delete("/stores/" + store + "/aggregates/" + aggregateAndQuery)
                .then();
    }

    private static String filled() {
        String store = created();
        appended(store, "a-1", 2);
        appended(store, "b-1", 2);
        appended(store, "a-1", 2);
        return store;
    }

    private static String tag(String store, String path) {
        return get(store, path).extract().header("ETag");
    }

    @Test
    void a_history_begins_at_the_first_event_that_is_left() {
        String store = filled();
        removed(store, "a-1?before=3").statusCode(204).header("Mayfly-Position", is("6"));
        get(store, "/aggregates/a-1/events").body(at("version", is(4))).body(at("events.version", contains(3, 4)));
        get(store, "/aggregates/a-1/events?fromVersion=3").statusCode(200);
        get(store, "/aggregates/a-1/events?fromVersion=2")
                .statusCode(410)
                .body(at("type", is("urn:mayfly:problem:truncated")))
                .body(at("firstVersion", is(3)));
        get(store, "").body(at("events", is(4))).body(at("removed", is(2))).body(at("position", is(6)));
        get(store, "/events").body(at("events.position", contains(3, 4, 5, 6)));
        get(store, "/analytics/statistics").body(at("total", is(4)));
    }

    @Test
    void states_are_of_what_is_left_and_removed_versions_cannot_be_asked_for() {
        String store = filled();
        removed(store, "a-1?before=4").statusCode(204);
        get(store, "/aggregates/a-1/state").body(at("state.n1", is(1))).body(at("state.n0", nullValue()));
        get(store, "/aggregates/a-1/state?version=3").statusCode(410);
        get(store, "/aggregates/a-1/diff?from=3&to=4").statusCode(410).body(at("firstVersion", is(4)));
    }

    @Test
    void an_aggregate_with_nothing_left_is_not_found_and_continues() {
        String store = filled();
        removed(store, "a-1").statusCode(204);
        removed(store, "a-1").statusCode(404);
        get(store, "/aggregates/a-1").statusCode(404);
        get(store, "").body(at("aggregates", is(1)));
        given().contentType("application/json")
                .header("If-None-Match", "*")
                .body("{\"eventType\":\"T\"}")
                .post("/stores/" + store + "/aggregates/a-1/events")
                .then()
                .statusCode(201)
                .body(at("firstVersion", is(5)))
                .body(at("firstPosition", is(7)));
    }

    @Test
    void tags_change_and_earlier_ones_still_match_as_expectations() {
        String store = filled();
        String aggregate = tag(store, "/aggregates/a-1");
        String search = tag(store, "/events?aggregateId=b-1");
        removed(store, "a-1?before=2").statusCode(204);
        assertThat(tag(store, "/aggregates/a-1")).isNotEqualTo(aggregate);
        assertThat(tag(store, "/events?aggregateId=b-1")).isNotEqualTo(search);
        String now = tag(store, "/aggregates/a-1");
        for (String each : new String[] {aggregate, now}) {
            String expected = each.replace("\"4-", "\"3-");
            given().header("If-Match", expected)
                    .delete("/stores/" + store + "/aggregates/a-1?before=3")
                    .then()
                    .statusCode(412)
                    .body(at("actualVersion", is(4)));
        }
        given().header("If-Match", aggregate)
                .delete("/stores/" + store + "/aggregates/a-1?before=3")
                .then()
                .statusCode(204);
    }

    @Test
    void an_export_has_the_gaps_and_an_import_brings_them_back() {
        String store = filled();
        removed(store, "a-1?before=3").statusCode(204);
        removed(store, "b-1").statusCode(204);
        String text = get(store, "/export").extract().asString();
        assertThat(text).startsWith("{\"removed\":{\"from\":1,\"to\":4}}\n{\"position\":5,");
        assertThat(text).matches("(?s).*\n\\{\"versions\":\\{\"[A-Za-z0-9_-]{43}\":2}}\n");
        String other = created();
        imported(other, text).statusCode(201).body(at("count", is(2))).body(at("lastPosition", is(6)));
        assertThat(get(other, "/export").extract().asString()).isEqualTo(text);
        appended(other, "b-1", 1);
        get(other, "/aggregates/b-1").body(at("version", is(3)));
        imported(created(), text.replace("\"to\":4", "\"to\":3"))
                .statusCode(400)
                .body(at("line", is(2)));
        imported(created(), text.replace("\"from\":1", "\"from\":2"))
                .statusCode(400)
                .body(at("line", is(1)));
        imported(created(), text.replaceAll(":2}}", ":5}}")).statusCode(400).body(at("line", is(4)));
        imported(created(), "{\"removed\":{\"from\":1,\"to\":1e9}}\n").statusCode(400);
    }

    static ValidatableResponse imported(String store, String text) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("application/x-ndjson")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .post("/stores/" + store + "/import")
                .then();
    }

    @Test
    void a_fork_made_before_keeps_the_events_and_one_made_after_has_not_got_them() {
        String store = filled();
        String before = Stores.name();
        post(store, "/forks", "{\"name\":\"" + before + "\"}").statusCode(201);
        removed(store, "a-1").statusCode(204);
        String after = Stores.name();
        post(store, "/forks", "{\"name\":\"" + after + "\"}").statusCode(201);
        get(before, "/aggregates/a-1").body(at("version", is(4)));
        get(after, "/aggregates/a-1").statusCode(404);
    }

    @Test
    void a_payment_that_is_removed_in_part_can_neither_be_read_nor_changed() {
        String store = created();
        String payment = "/payments/p-1";
        String query = "?store=" + store;
        command(payment + "/process" + query, "{\"amount\":10.00,\"currency\":\"EUR\"}")
                .statusCode(201);
        command(payment + "/refund" + query, "{\"amount\":1.00}").statusCode(201);
        removed(store, "p-1?before=2").statusCode(204);
        given().get(payment + query).then().statusCode(410).body(at("firstVersion", is(2)));
        command(payment + "/refund" + query, "{\"amount\":1.00}").statusCode(410);
        given().get(payment + "/history" + query).then().statusCode(200);
    }

    private static ValidatableResponse command(String path, String body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    @Test
    void a_live_session_ends_before_its_events_are_removed() {
        String store = created();
        String id = given().contentType("application/json")
                .body("{}")
                .post("/sessions?store=" + store)
                .then()
                .statusCode(201)
                .extract()
                .path("sessionId");
        String handle = given().get("/sessions/" + id + "?store=" + store).path("handle");
        removed(store, handle + "?before=2").statusCode(204);
        given().get("/sessions/" + id + "?store=" + store).then().statusCode(404);
        get(store, "/aggregates/" + handle + "/events").body(at("events.eventType", contains("SessionEnded")));
    }

    @Test
    void what_is_asked_wrongly_is_refused_by_its_name() {
        String store = filled();
        removed(store, "a-1?before=0").statusCode(400).body(at("violations[0].field", is("before")));
        removed(store, "a-1?befor=1").statusCode(400).body(at("violations[0].field", is("befor")));
        removed(store, "nobody").statusCode(404);
    }
}
