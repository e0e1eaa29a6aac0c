package dev.mayfly.fault.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static dev.mayfly.store.http.Stores.post;
import static dev.mayfly.store.http.Stores.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import dev.mayfly.http.live.Follower;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults over HTTP. */
@ServerTest
@TestProfile(FaultSettings.class)
class FaultIT {
    private static final String EVENT = "{\"eventType\":\"Happened\"}";

    private static String with(String rules) {
        String store = created();
        rules(store, rules).statusCode(200);
        return store;
    }

    private static ValidatableResponse rules(String store, String rules) {
        return put(store, "/faults", "{\"rules\":[" + rules + "]}");
    }

    private static ValidatableResponse append(String store, String aggregateId) {
        return post(store, "/aggregates/" + aggregateId + "/events", EVENT);
    }

    private static void unanswered(String target, String body) {
        assertThatThrownBy(() -> RawHttp.post(target, body)).isInstanceOf(UncheckedIOException.class);
    }

    private static void assertFired(String store, Integer... fired) {
        get(store, "/faults").statusCode(200).body(at("rules.fired", contains(fired)));
    }

    @Test
    void rules_are_told_with_what_they_have_done_and_can_be_sent_back() {
        String store = created();
        get(store, "/faults").statusCode(200).body(at("", aMapWithSize(1))).body(at("rules", empty()));
        String rules =
                "{\"on\":\"append\",\"match\":{\"eventType\":[\"A\",\"B\"],\"tag\":\"t\",\"from\":\"2026-01-01T00:00:00Z\","
                        + "\"query\":{\"items\":[{\"types\":[\"A\"]}]},\"text\":\"x\"},\"nth\":3,\"effect\":\"conflict\"},"
                        + "{\"on\":\"read\",\"probability\":0.25,\"seed\":7,\"times\":5,\"effect\":\"latency\",\"delay\":\"PT0.2S\"}";
        String told = rules(store, rules)
                .statusCode(200)
                .body(at("rules[0].on", is("append")))
                .body(at("rules[0].match.eventType", contains("A", "B")))
                .body(at("rules[0].match.tag", contains("t")))
                .body(at("rules[0].match.from", is("2026-01-01T00:00:00Z")))
                .body(at("rules[0].match.query.items[0].types", contains("A")))
                .body(at("rules[0].match.text", is("x")))
                .body(at("rules[0].nth", is(3)))
                .body(at("rules[0].effect", is("conflict")))
                .body(at("rules[0].seen", is(0)))
                .body(at("rules[0].fired", is(0)))
                .body(at("rules[1].probability", is(0.25f)))
                .body(at("rules[1].seed", is(7)))
                .body(at("rules[1].times", is(5)))
                .body(at("rules[1].delay", is("PT0.2S")))
                .extract()
                .asString();
        assertThat(put(store, "/faults", told).statusCode(200).extract().asString())
                .isEqualTo(told);
        put(store, "/faults", "[{\"on\":\"read\",\"effect\":\"unavailable\"}]")
                .statusCode(200)
                .body(at("rules", hasSize(1)))
                .body(at("rules[0].every", is(1)));
        given().delete("/stores/" + store + "/faults").then().statusCode(204);
        get(store, "/faults").body(at("rules", empty()));
    }

    @Test
    void the_nth_append_is_answered_as_a_conflict_and_not_stored() {
        String store = with("{\"on\":\"append\",\"nth\":2,\"effect\":\"conflict\"}");
        append(store, "a-1").statusCode(201);
        append(store, "a-1")
                .statusCode(409)
                .body(at("type", is("urn:mayfly:problem:version-conflict")))
                .body(at("aggregateId", is("a-1")))
                .body(at("expectedVersion", is(1)))
                .body(at("actualVersion", is(2)));
        append(store, "a-1").statusCode(201);
        Requests.of("application/json", EVENT)
                .header("If-Match", "\"2\"")
                .post("/stores/" + store + "/aggregates/a-1/events")
                .then()
                .statusCode(201);
        get(store, "").body(at("events", is(3)));
        get(store, "/faults").body(at("rules[0].seen", is(4))).body(at("rules[0].fired", is(1)));
    }

    @Test
    void a_conflict_with_an_expected_version_in_a_header_is_412() {
        String store = with("{\"on\":\"append\",\"effect\":\"conflict\"}");
        Requests.of("application/json", EVENT)
                .header("If-None-Match", "*")
                .post("/stores/" + store + "/aggregates/a-1/events")
                .then()
                .statusCode(412)
                .body(at("expectedVersion", is("none")))
                .body(at("actualVersion", is(1)));
    }

    @Test
    void a_conflict_reaches_the_client_of_a_command_which_is_not_tried_again() {
        String store = with("{\"on\":\"append\",\"nth\":1,\"effect\":\"conflict\"}");
        String payment = "{\"amount\": 100.00, \"currency\": \"EUR\"}";
        String target = "/payments/p-1/process?store=" + store;
        Requests.of("application/json", payment)
                .post(target)
                .then()
                .statusCode(409)
                .body(at("type", is("urn:mayfly:problem:version-conflict")))
                .body(at("aggregateId", is("p-1")))
                .body(at("expectedVersion", is(0)))
                .body(at("actualVersion", is(1)));
        assertFired(store, 1);
        Requests.of("application/json", payment).post(target).then().statusCode(201);
        put(store, "/faults", "[{\"on\":\"append\",\"nth\":1,\"effect\":\"conflict\"}]")
                .statusCode(200);
        String refund = "{\"amount\": 1.00}";
        Requests.of("application/json", refund)
                .header("If-Match", "\"1\"")
                .header("Idempotency-Key", "k-1")
                .post("/payments/p-1/refund?store=" + store)
                .then()
                .statusCode(412)
                .body(at("expectedVersion", is(1)));
        Requests.of("application/json", refund)
                .header("If-Match", "\"1\"")
                .header("Idempotency-Key", "k-1")
                .post("/payments/p-1/refund?store=" + store)
                .then()
                .statusCode(201);
        get(store, "").body(at("events", is(2)));
    }

    @Test
    void what_an_append_matches_is_seen_at_the_time_of_its_own_store() {
        String store =
                with("{\"on\":\"append\",\"match\":{\"to\":\"2020-01-01T00:00:00Z\"},\"effect\":\"unavailable\"}");
        append(store, "a-1").statusCode(201);
        put(store, "/clock", "{\"mode\":\"frozen\",\"at\":\"2019-01-01T00:00:00Z\"}")
                .statusCode(200);
        append(store, "a-1").statusCode(503);
        assertFired(store, 1);
    }

    @Test
    void an_append_that_is_not_available_may_be_tried_again() {
        String store = with("{\"on\":\"append\",\"times\":2,\"effect\":\"unavailable\"}");
        for (int i = 0; i < 2; i++) {
            append(store, "a-1")
                    .statusCode(503)
                    .header("Retry-After", not(emptyOrNullString()))
                    .body(at("type", is("urn:mayfly:problem:unavailable")));
        }
        append(store, "a-1").statusCode(201);
        assertFired(store, 2);
    }

    @Test
    void a_lost_response_is_stored_and_an_idempotent_retry_finds_it() {
        String store = with("{\"on\":\"append\",\"nth\":1,\"effect\":\"lost-response\"}");
        String target = "/stores/" + store + "/aggregates/a-1/events";
        String event = "{\"eventType\":\"Happened\",\"eventId\":\"e-1\"}";
        unanswered(target, event);
        get(store, "").body(at("events", is(1)));
        Requests.of("application/json", event)
                .post(target)
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .body(at("lastPosition", is(1)));
        get(store, "").body(at("events", is(1)));
    }

    @Test
    void a_lost_response_to_a_payment_is_found_by_its_idempotency_key() {
        String store = with(
                "{\"on\":\"append\",\"match\":{\"eventType\":\"PaymentProcessed\"},\"nth\":1,\"effect\":\"lost-response\"}");
        String target = "/payments/p-1/process?store=" + store;
        String payment = "{\"amount\": 100.00, \"currency\": \"EUR\"}";
        assertThatThrownBy(() -> RawHttp.post(target, payment, "Idempotency-Key: k-1"))
                .isInstanceOf(UncheckedIOException.class);
        Requests.of("application/json", payment)
                .header("Idempotency-Key", "k-1")
                .post(target)
                .then()
                .statusCode(oneOf(200, 201))
                .header("Idempotent-Replayed", "true")
                .body(at("lastPosition", is(1)));
        Requests.of("application/json", payment).post(target).then().statusCode(409);
    }

    @Test
    void a_dropped_connection_stores_nothing() {
        String store = with("{\"on\":\"append\",\"times\":2,\"effect\":\"drop-connection\"}");
        unanswered("/stores/" + store + "/aggregates/a-1/events", EVENT);
        unanswered("/stores/" + store + "/events", "{\"events\":[{\"aggregateId\":\"a-1\",\"eventType\":\"A\"}]}");
        get(store, "").body(at("events", is(0)));
        append(store, "a-1").statusCode(201);
        assertFired(store, 2);
    }

    @Test
    void latency_is_waited_for() {
        String store = with("{\"on\":\"append\",\"nth\":1,\"effect\":\"latency\",\"delay\":\"PT0.3S\"},"
                + "{\"on\":\"read\",\"times\":1,\"effect\":\"latency\",\"delay\":\"PT0.3S\"}");
        long start = System.nanoTime();
        append(store, "a-1").statusCode(201);
        get(store, "/events").statusCode(200).body(at("events.size()", is(1)));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(600_000_000);
        assertFired(store, 1, 1);
    }

    @Test
    void appends_match_by_their_events() {
        String store = with(
                "{\"on\":\"append\",\"match\":{\"aggregateId\":\"b-1\",\"text\":\"boom\"},\"effect\":\"unavailable\"}");
        append(store, "a-1").statusCode(201);
        append(store, "b-1").statusCode(201);
        post(store, "/aggregates/b-1/events", "{\"eventType\":\"A\",\"data\":{\"why\":\"BOOM\"}}")
                .statusCode(503);
        post(
                        store,
                        "/events",
                        "{\"events\":[{\"aggregateId\":\"a-1\",\"eventType\":\"A\",\"data\":\"boom\"},"
                                + "{\"aggregateId\":\"b-1\",\"eventType\":\"A\",\"data\":\"quiet\"}]}")
                .statusCode(201);
        get(store, "/faults").body(at("rules[0].seen", is(1)));
    }

    @Test
    void reads_match_by_what_they_ask_for() {
        String store = with("{\"on\":\"read\",\"match\":{\"aggregateId\":\"a-1\"},\"effect\":\"unavailable\"}");
        append(store, "a-1").statusCode(201);
        append(store, "b-1").statusCode(201);
        get(store, "/aggregates/a-1").statusCode(503);
        get(store, "/aggregates/a-1/events").statusCode(503);
        get(store, "/events?aggregateId=a-1").statusCode(503);
        get(store, "/analytics/statistics?aggregateId=b-1&aggregateId=a-1").statusCode(503);
        get(store, "/aggregates/b-1/events").statusCode(200);
        get(store, "/events").statusCode(200);
        get(store, "").statusCode(200);
        assertFired(store, 4);
    }

    @Test
    void a_read_of_a_domain_asks_for_its_aggregates_and_their_type() {
        String store = with("{\"on\":\"read\",\"match\":{\"aggregateType\":\"Payment\",\"aggregateId\":\"p-2\"},"
                + "\"effect\":\"unavailable\"}");
        given().queryParam("store", store).get("/payments/p-1").then().statusCode(404);
        given().queryParam("store", store)
                .get("/payments/p-2")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body(at("type", is("urn:mayfly:problem:unavailable")));
        given().queryParam("store", store).get("/payments/p-2/history").then().statusCode(503);
        given().get("/payments/p-2").then().statusCode(404);
        rules(store, "{\"on\":\"read\",\"match\":{\"aggregateType\":\"Payment\"},\"effect\":\"unavailable\"}");
        given().queryParam("store", store).get("/payments/summary").then().statusCode(503);
        get(store, "/events").statusCode(200);
        rules(store, "{\"on\":\"read\",\"match\":{\"aggregateType\":\"Order\"},\"effect\":\"unavailable\"}");
        given().queryParam("store", store).get("/payments/summary").then().statusCode(200);
    }

    @Test
    void every_kind_of_read_can_fail_but_none_that_rules_the_store() {
        String store = with("{\"on\":\"read\",\"effect\":\"unavailable\"}");
        get(store, "").statusCode(503);
        get(store, "/event-types").statusCode(503);
        post(store, "/search", "{}").statusCode(503);
        given().head("/stores/" + store + "/aggregates/a-1").then().statusCode(503);
        given().queryParam("store", store).get("/payments/statistics").then().statusCode(503);
        get(store, "/clock").statusCode(200);
        get(store, "/faults").statusCode(200);
        given().get("/payments/statistics").then().statusCode(200);
        given().delete("/stores/" + store + "/faults").then().statusCode(204);
        get(store, "").statusCode(200);
    }

    @Test
    void a_read_can_lose_its_connection() {
        String store = with("{\"on\":\"read\",\"nth\":1,\"effect\":\"drop-connection\"}");
        assertThatThrownBy(() -> RawHttp.get("/stores/" + store + "/events")).isInstanceOf(UncheckedIOException.class);
        assertThat(RawHttp.get("/stores/" + store + "/events").status()).isEqualTo(200);
    }

    @Test
    void a_subscriber_gets_an_event_twice() {
        String store =
                with("{\"on\":\"subscription\",\"match\":{\"aggregateId\":\"b-1\"},\"effect\":\"duplicate-delivery\"}");
        append(store, "a-1");
        append(store, "b-1");
        append(store, "a-1");
        try (Follower follower = Follower.events("/stores/" + store + "/subscription")) {
            List<Long> positions = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                positions.add(follower.frame().position());
            }
            assertThat(positions).containsExactly(1L, 2L, 2L, 3L);
            assertThat(follower.frame().event()).isEqualTo("caught-up");
        }
        assertFired(store, 1);
    }

    @Test
    void a_subscriber_loses_its_connection_and_goes_on_where_it_was() {
        String store = with("{\"on\":\"subscription\",\"nth\":3,\"effect\":\"drop-connection\"}");
        for (int i = 0; i < 5; i++) {
            append(store, "a-1");
        }
        long last = 0;
        try (Follower follower = Follower.events("/stores/" + store + "/subscription")) {
            last = follower.frame().position();
            last = follower.frame().position();
            assertThat(last).isEqualTo(2);
            assertThatThrownBy(follower::frame).isInstanceOf(UncheckedIOException.class);
        }
        try (Follower follower = Follower.events("/stores/" + store + "/subscription", "Last-Event-ID: " + last)) {
            assertThat(follower.frame().position()).isEqualTo(3);
            assertThat(follower.frame().position()).isEqualTo(4);
            assertThat(follower.frame().position()).isEqualTo(5);
        }
        assertFired(store, 1);
    }

    @Test
    void an_event_reaches_a_subscriber_late_and_those_behind_it_after_it() {
        String store = with("{\"on\":\"subscription\",\"nth\":2,\"effect\":\"latency\",\"delay\":\"PT0.3S\"}");
        for (int i = 0; i < 3; i++) {
            append(store, "a-1");
        }
        long start = System.nanoTime();
        try (Follower follower = Follower.events("/stores/" + store + "/subscription")) {
            assertThat(follower.frame().position()).isEqualTo(1);
            assertThat(follower.frame().position()).isEqualTo(2);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000);
            assertThat(follower.frame().position()).isEqualTo(3);
            append(store, "a-1");
            assertThat(follower.frame().event()).isEqualTo("caught-up");
            assertThat(follower.frame().position()).isEqualTo(4);
        }
    }

    @Test
    void a_subscription_can_be_refused() {
        String store = with("{\"on\":\"subscription\",\"nth\":1,\"effect\":\"unavailable\"}");
        assertThat(RawHttp.get("/stores/" + store + "/subscription").status()).isEqualTo(503);
        append(store, "a-1");
        try (Follower follower = Follower.events("/stores/" + store + "/subscription")) {
            assertThat(follower.frame().position()).isEqualTo(1);
        }
    }

    @Test
    void a_projection_parks_an_event_that_it_cannot_fold_and_goes_on() {
        String store = created();
        put(store, "/projections/count", "{\"match\":{\"eventType\":\"Happened\"},\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(201);
        rules(
                        store,
                        "{\"on\":\"projection\",\"match\":{\"aggregateId\":\"b-1\"},\"times\":1,\"effect\":\"unavailable\"},"
                                + "{\"on\":\"projection\",\"match\":{\"aggregateId\":\"c-1\"},\"effect\":\"unavailable\"},"
                                + "{\"on\":\"projection\",\"match\":{\"aggregateId\":\"d-1\"},\"effect\":\"latency\",\"delay\":\"PT0.2S\"}")
                .statusCode(200);
        long start = System.nanoTime();
        for (String id : List.of("a-1", "b-1", "c-1", "d-1")) {
            append(store, id).statusCode(201);
        }
        get(store, "/projections/count/state?minPosition=4&timeout=PT30S")
                .statusCode(200)
                .body(at("states[0].fields.n", is(2)));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);
        get(store, "/projections/count").body(at("parked.position", contains(2, 3)));
        post(store, "/projections/count/parked/2/retry", "").statusCode(200);
        post(store, "/projections/count/parked/3/retry", "").statusCode(200);
        get(store, "/projections/count")
                .body(at("parked.position", contains(3)))
                .body(at("parked.attempts", contains(2)));
        get(store, "/projections/count/state").body(at("states[0].fields.n", is(3)));
    }

    @Test
    void faults_go_with_their_store_and_are_nobody_elses() {
        String store = with("{\"on\":\"append\",\"effect\":\"unavailable\"}");
        String other = created();
        append(other, "a-1").statusCode(201);
        given().delete("/stores/" + store).then().statusCode(204);
        put(store, "", "{}").statusCode(201);
        get(store, "/faults").body(at("rules", empty()));
        append(store, "a-1").statusCode(201);
    }

    @Test
    void what_makes_no_sense_is_refused_by_the_name_of_its_field_and_changes_nothing() {
        String store = with("{\"on\":\"append\",\"nth\":99,\"effect\":\"unavailable\"}");
        String[][] wrong = {
            {"{\"effect\":\"conflict\"}", "rules[0].on"},
            {"{\"on\":\"append\"}", "rules[0].effect"},
            {"{\"on\":\"appends\",\"effect\":\"conflict\"}", "rules[0].on"},
            {"{\"on\":\"append\",\"effect\":\"boom\"}", "rules[0].effect"},
            {"{\"on\":\"read\",\"effect\":\"conflict\"}", "rules[0].effect"},
            {"{\"on\":\"append\",\"effect\":\"duplicate-delivery\"}", "rules[0].effect"},
            {"{\"on\":\"append\",\"nth\":1,\"every\":2,\"effect\":\"conflict\"}", "rules[0].every"},
            {"{\"on\":\"append\",\"nth\":0,\"effect\":\"conflict\"}", "rules[0].nth"},
            {"{\"on\":\"append\",\"every\":-1,\"effect\":\"conflict\"}", "rules[0].every"},
            {"{\"on\":\"append\",\"probability\":1.1,\"effect\":\"conflict\"}", "rules[0].probability"},
            {"{\"on\":\"append\",\"probability\":0,\"effect\":\"conflict\"}", "rules[0].probability"},
            {"{\"on\":\"append\",\"seed\":1,\"effect\":\"conflict\"}", "rules[0].seed"},
            {"{\"on\":\"append\",\"times\":0,\"effect\":\"conflict\"}", "rules[0].times"},
            {"{\"on\":\"append\",\"effect\":\"latency\"}", "rules[0].delay"},
            {"{\"on\":\"append\",\"effect\":\"latency\",\"delay\":\"1s\"}", "rules[0].delay"},
            {"{\"on\":\"append\",\"effect\":\"latency\",\"delay\":\"PT2M\"}", "rules[0].delay"},
            {"{\"on\":\"append\",\"effect\":\"latency\",\"delay\":\"PT-1S\"}", "rules[0].delay"},
            {"{\"on\":\"append\",\"effect\":\"conflict\",\"when\":1}", "rules[0].when"},
            {"{\"on\":\"append\",\"effect\":\"conflict\",\"match\":{\"colour\":\"red\"}}", "rules[0].match.colour"},
            {"{\"on\":\"read\",\"effect\":\"unavailable\",\"match\":{\"text\":\"a\"}}", "rules[0].match"},
            {"{\"on\":\"read\",\"effect\":\"unavailable\"},{\"on\":1}", "rules[1].on"},
        };
        for (String[] each : wrong) {
            rules(store, each[0])
                    .statusCode(400)
                    .body(at("type", is("urn:mayfly:problem:invalid-request")))
                    .body(at("violations.field", contains(each[1])));
        }
        put(store, "/faults", "{\"rule\":[]}").statusCode(400).body(at("violations[0].field", is("rule")));
        put(store, "/faults", "{\"rules\":{}}").statusCode(400).body(at("violations[0].field", is("rules")));
        put(store, "/faults", "{\"rules\":[").statusCode(400).body(at("type", containsString("malformed-json")));
        rules(
                        store,
                        "{\"on\":\"append\",\"effect\":\"conflict\"},".repeat(100)
                                + "{\"on\":\"append\",\"effect\":\"conflict\"}")
                .statusCode(400);
        put("no-such-store", "/faults", "[]").statusCode(404);
        get("no-such-store", "/faults").statusCode(404);
        get(store, "/faults").body(at("rules.nth", contains(99)));
        append(store, "a-1").statusCode(201);
    }
}
