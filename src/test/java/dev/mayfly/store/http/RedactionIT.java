package dev.mayfly.store.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static dev.mayfly.store.http.Stores.post;
import static dev.mayfly.store.http.Stores.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** Redactions over HTTP. */
@ServerTest
class RedactionIT {
    private static void append(String store, String aggregate, String user, String text) {
        given().contentType("application/json")
                .body("{\"eventId\":\"" + aggregate + text + "\",\"eventType\":\"T\",\"metadata\":{\"userId\":\"" + user
                        + "\"},\"data\":{\"" + text + "\":1}}")
                .post("/stores/" + store + "/aggregates/" + aggregate + "/events")
                .then()
                .statusCode(201);
    }

    private static String filled() {
        String store = created();
        append(store, "a-1", "ann", "first");
        append(store, "a-1", "bob", "second");
        append(store, "b-1", "ann", "third");
        return store;
    }

    private static ValidatableResponse redacted(String store, String what, int count) {
        return post(store, "/redactions", "{" + what + ",\"reason\":\"asked\"}")
                .statusCode(200)
                .body(at("redacted", is(count)));
    }

    private static String forked(String store) {
        String name = Stores.name();
        post(store, "/forks", "{\"name\":\"" + name + "\"}").statusCode(201);
        return name;
    }

    @Test
    void the_events_of_a_user_lose_their_content_and_that_is_recorded() {
        String store = filled();
        redacted(store, "\"userId\":\"ann\"", 2);
        get(store, "/events?userId=ann").body(at("events", hasSize(0)));
        get(store, "/events?text=first").body(at("events", hasSize(0)));
        get(store, "/events?aggregateId=a-1")
                .body(at("events[0].data.redacted.reason", is("asked")))
                .body(at("events[0].metadata.redacted.reason", is("asked")))
                .body(at("events[1].data.second", is(1)));
        get(store, "/aggregates/redactions/events")
                .body(at("events.eventType", contains("EventsRedacted")))
                .body(at("events[0].aggregateType", is("Redaction")))
                .body(at("events[0].data.positions.from", contains(1, 3)))
                .body(at("events[0].data.reason", is("asked")));
        assertThat(get(store, "/export").extract().asString())
                .doesNotContain("\"first\"")
                .doesNotContain("ann");
        get(store, "/aggregates/a-1/state").body(at("state.second", is(1))).body(at("state.redacted", nullValue()));
        redacted(store, "\"userId\":\"ann\"", 0);
        get(store, "/aggregates/redactions").body(at("version", is(1)));
    }

    @Test
    void snapshots_and_forks_and_their_forks_are_redacted_and_never_a_parent() {
        String parent = filled();
        String store = forked(parent);
        put(store, "/snapshots/s", "").statusCode(201);
        String fork = forked(store);
        String grandchild = forked(fork);
        append(fork, "a-1", "ann", "own");
        given().delete("/stores/" + store + "/aggregates/b-1").then().statusCode(204);
        given().delete("/stores/" + fork).then().statusCode(204);
        redacted(store, "\"userId\":\"ann\"", 1);
        get(parent, "/events?userId=ann").body(at("events.position", contains(1, 3)));
        get(grandchild, "/events?userId=ann").body(at("events", hasSize(0)));
        get(grandchild, "/aggregates/redactions").statusCode(404);
        post(store, "/snapshots/s/restore", "").statusCode(204);
        get(store, "/events?userId=ann").body(at("events", hasSize(0)));
    }

    @Test
    void a_forks_own_events_stay() {
        String store = filled();
        String fork = forked(store);
        append(fork, "a-1", "ann", "own");
        redacted(store, "\"aggregateId\":\"a-1\"", 2);
        get(fork, "/events?text=own").body(at("events.position", contains(4)));
        get(fork, "/events?text=second").body(at("events", hasSize(0)));
    }

    @Test
    void a_dump_of_redacted_events_comes_back_redacted() {
        String store = filled();
        redacted(store, "\"eventIds\":[\"a-1first\",\"unknown\"]", 1);
        String text = get(store, "/export").extract().asString();
        String other = created();
        TruncationIT.imported(other, text).statusCode(201);
        get(other, "/aggregates/a-1/state").body(at("state.redacted", nullValue()));
        redacted(other, "\"aggregateId\":\"a-1\"", 1);
    }

    @Test
    void projections_fold_anew() {
        String store = filled();
        put(store, "/projections/p", "{\"fields\":{\"s\":{\"merge\":\"data\"}}}")
                .statusCode(201);
        get(store, "/projections/p/state?minPosition=3").body(at("states[0].fields.s.first", is(1)));
        redacted(store, "\"aggregateId\":\"a-1\"", 2);
        String path = "/projections/p/state";
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (get(store, path).extract().asString().contains("first") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        get(store, path).body(at("states[0].fields.s.first", nullValue())).body(at("states[0].fields.s.third", is(1)));
    }

    @Test
    void a_payment_with_redacted_events_can_neither_be_read_nor_changed() {
        String store = created();
        String body = "{\"amount\":10.00,\"currency\":\"EUR\"}";
        String path = "/payments/p-1/process?store=" + store;
        given().contentType("application/json")
                .header("Idempotency-Key", "k")
                .body(body)
                .post(path)
                .then()
                .statusCode(201);
        redacted(store, "\"aggregateId\":\"p-1\"", 1);
        given().get("/payments/p-1?store=" + store).then().statusCode(410);
        given().contentType("application/json")
                .body("{\"amount\":1.00}")
                .post("/payments/p-1/refund?store=" + store)
                .then()
                .statusCode(410);
        given().contentType("application/json")
                .header("Idempotency-Key", "k")
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", is("true"));
    }

    @Test
    void a_live_session_of_the_user_ends_and_all_of_it_is_redacted() {
        String store = created();
        String id = given().contentType("application/json")
                .body("{\"userId\":\"ann\",\"attributes\":{\"cart\":\"secret\"}}")
                .post("/sessions?store=" + store)
                .then()
                .statusCode(201)
                .extract()
                .path("sessionId");
        redacted(store, "\"userId\":\"ann\"", 2);
        given().get("/sessions/" + id + "?store=" + store).then().statusCode(404);
        assertThat(get(store, "/export").extract().asString())
                .doesNotContain("secret")
                .doesNotContain("ann");
    }

    @Test
    void what_is_asked_wrongly_is_refused_by_its_name() {
        String store = created();
        refused(store, "{\"reason\":\"x\"}", "eventIds");
        refused(store, "{\"userId\":\"a\",\"aggregateId\":\"b\"}", "eventIds");
        refused(store, "{\"eventIds\":[]}", "eventIds");
        refused(store, "{\"eventIds\":[1]}", "eventIds[0]");
        refused(store, "{\"aggregateId\":\"redactions\"}", "aggregateId");
        refused(store, "{\"userID\":\"a\"}", "userID");
    }

    private static void refused(String store, String body, String field) {
        post(store, "/redactions", body).statusCode(400).body(at("violations[0].field", is(field)));
    }
}
