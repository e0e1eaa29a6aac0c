package dev.mayfly.membership.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.Requests;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A domain that the server knows by its registration alone has all that the domain that ships has. */
@QuarkusTest
@TestProfile(MembershipSettings.class)
class MembershipTest {
    private String store;

    @BeforeEach
    void create() {
        store = Stores.created();
    }

    private ValidatableResponse send(String id, String command, String body, String... headers) {
        var request = Requests.of("application/json", body);
        for (int i = 0; i < headers.length; i += 2) {
            request = request.header(headers[i], headers[i + 1]);
        }
        return request.post("/memberships/" + id + "/" + command + "?store=" + store)
                .then();
    }

    private void start(String id, String plan) {
        send(id, "start", "{\"plan\":\"" + plan + "\"}").statusCode(201);
    }

    private ValidatableResponse read(String path) {
        return given().get("/memberships/" + path + (path.contains("?") ? "&" : "?") + "store=" + store)
                .then();
    }

    private void faults(String rule) {
        Stores.put(store, "/faults", "[" + rule + "]").statusCode(200);
    }

    @Test
    void commands_append_events_and_are_answered_as_appends() {
        send("m-1", "start", "{\"plan\":\"gold\"}", "X-User-Id", "u-1")
                .statusCode(201)
                .header("ETag", notNullValue())
                .header("Mayfly-Position", "1")
                .body("aggregateId", is("m-1"))
                .body("lastVersion", is(1));
        send("m-1", "cancel", "{}").statusCode(201).body("firstVersion", is(2));
        Stores.get(store, "/aggregates/m-1/events")
                .body("events.eventType", contains("MembershipStarted", "MembershipCancelled"))
                .body("events.aggregateType", contains("Membership", "Membership"))
                .body("events.data.plan", contains("gold", "gold"))
                .body("events[0].metadata.userId", is("u-1"));
    }

    @Test
    void a_refused_command_is_a_problem_of_the_domain_and_stores_nothing() {
        send("m-1", "cancel", "{}").statusCode(404).body("type", is("urn:mayfly:problem:not-found"));
        start("m-1", "gold");
        send("m-1", "start", "{\"plan\":\"silver\"}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", is("urn:mayfly:problem:membership-already-started"))
                .body("title", is("Membership already started"))
                .body("status", is(409));
        send("m-1", "cancel", "{}").statusCode(201);
        send("m-1", "cancel", "{}").statusCode(409).body("type", is("urn:mayfly:problem:membership-already-cancelled"));
        Stores.get(store, "").body("events", is(2));
    }

    @Test
    void expected_versions_keys_and_mistakes_are_those_of_every_domain() {
        String gold = "{\"plan\":\"gold\"}";
        send("m-1", "start", gold, "If-Match", "\"3\"")
                .statusCode(412)
                .body("type", is("urn:mayfly:problem:version-conflict"));
        send("m-1", "start", gold, "Idempotency-Key", "k-1").statusCode(201);
        send("m-1", "start", gold, "Idempotency-Key", "k-1")
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("lastPosition", is(1));
        send("m-1", "start", "{\"plan\":\"silver\"}", "Idempotency-Key", "k-1").statusCode(422);
        send("active", "start", gold).statusCode(400).body("violations[0].field", is("id"));
        send("m-2", "start", "{}").statusCode(400).body("violations[0].field", is("plan"));
        send("m-2", "start", "{\"level\":1}").statusCode(400).body("violations[0].field", is("level"));
        Stores.append(store, "order-1");
        send("order-1", "start", gold).statusCode(400).body("violations[0].field", is("id"));
        given().get("/memberships/m-1?store=nowhere").then().statusCode(404);
    }

    @Test
    void a_membership_is_read_as_it_is_and_as_it_was() {
        start("m-1", "gold");
        send("m-1", "cancel", "{}").statusCode(201);
        read("m-1").statusCode(200).header("Mayfly-Position", "2").body("status", is("cancelled"));
        read("m-1?asOf=1").statusCode(200).body("status", is("active")).body("plan", is("gold"));
        read("m-1?asOf=0").statusCode(404);
        read("m-1?minPosition=3&timeout=PT0S").statusCode(503);
        given().get("/memberships/m-1").then().statusCode(404);
    }

    @Test
    void the_projection_follows_is_read_as_of_a_position_and_can_be_rebuilt() {
        start("m-1", "gold");
        start("m-2", "gold");
        start("m-3", "silver");
        send("m-2", "cancel", "{}").statusCode(201);
        read("active?minPosition=4&timeout=PT30S")
                .statusCode(200)
                .body("position", is(4))
                .body("byPlan", aMapWithSize(2))
                .body("byPlan.gold", is(1))
                .body("byPlan.silver", is(1));
        read("active?asOf=2").statusCode(200).body("byPlan", aMapWithSize(1)).body("byPlan.gold", is(2));
        Stores.get(store, "/projections").body("projections.name", hasItems("active-members", "payments-summary"));
        Stores.get(store, "/projections/active-members").body("definition", nullValue());
        Stores.post(store, "/projections/active-members/rebuild", "").statusCode(202);
        read("active?minPosition=4&timeout=PT30S").statusCode(200).body("byPlan.gold", is(1));
        Stores.put(store, "/projections/active-members", "{\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(403);
    }

    @Test
    void reads_meet_faults() {
        start("m-1", "gold");
        faults("{\"on\":\"read\",\"match\":{\"aggregateId\":\"m-1\"},\"effect\":\"unavailable\"}");
        read("m-1").statusCode(503).body("type", is("urn:mayfly:problem:unavailable"));
        read("m-2").statusCode(404);
        read("active?minPosition=1").statusCode(200);
        faults("{\"on\":\"read\",\"match\":{\"aggregateType\":\"Membership\"},\"effect\":\"unavailable\"}");
        read("active").statusCode(503);
        given().header("Mayfly-Observer", "true")
                .get("/memberships/active?store=" + store)
                .then()
                .statusCode(200);
        given().get("/payments/summary?store=" + store).then().statusCode(200);
        given().get("/memberships/active").then().statusCode(200);
        faults("{\"on\":\"read\",\"effect\":\"drop-connection\"}");
        Assertions.assertThatThrownBy(() -> RawHttp.get("/memberships/m-1?store=" + store))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }

    @Test
    void commands_meet_faults() {
        faults("{\"on\":\"append\",\"match\":{\"aggregateType\":\"Membership\"},\"nth\":1,\"effect\":\"unavailable\"}");
        send("m-1", "start", "{\"plan\":\"gold\"}").statusCode(503);
        start("m-1", "gold");
    }

    @Test
    void meters_know_its_calls_by_their_routes_and_methods_are_told() {
        start("a-client-s-own-id", "gold");
        read("a-client-s-own-id").statusCode(200);
        String meters = given().get("/q/metrics").asString();
        assertThat(meters)
                .contains("uri=\"/memberships/{id}\"")
                .contains("uri=\"/memberships/{id}/start\"")
                .contains("projection=\"active-members\"")
                .doesNotContain("a-client-s-own-id");
        given().options("/memberships/m-1/start").then().statusCode(200).header("Allow", "OPTIONS, POST");
        given().get("/memberships/m-1/start").then().statusCode(405).header("Allow", "OPTIONS, POST");
    }
}
