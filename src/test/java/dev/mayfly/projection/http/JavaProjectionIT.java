package dev.mayfly.projection.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.longAt;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A projection that is written in Java, seen and looked after over HTTP. */
@ServerTest
@TestProfile(FaultSettings.class)
class JavaProjectionIT {
    private static final String PATH = "/projections/payments-summary";

    private String store;

    @BeforeEach
    void create() {
        store = Stores.created();
    }

    private void pay(String id) {
        Requests.of("application/json", "{\"amount\":10.00,\"currency\":\"EUR\"}")
                .post("/payments/" + id + "/process?store=" + store)
                .then()
                .statusCode(201);
    }

    private JsonBody awaitParked(int count) {
        long startNanos = System.nanoTime();
        while (true) {
            JsonBody shown = JsonBody.of(Stores.get(store, PATH).statusCode(200).extract());
            if (shown.listAt("parked").size() == count) {
                return shown;
            }
            assertThat(System.nanoTime() - startNanos).as(shown.toString()).isLessThan(60_000_000_000L);
        }
    }

    private void assertPayments(int position, Integer count) {
        given().get("/payments/summary?timeout=PT30S&store=" + store + "&minPosition=" + position)
                .then()
                .statusCode(200)
                .body(at("byCurrency.EUR.count", is(count)));
    }

    @Test
    void it_is_listed_and_shown_among_those_that_are_declared() {
        Stores.put(store, "/projections/zz-counts", "{\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(201);
        Stores.put(store, "/projections/counts", "{\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(201);
        pay("p-1");
        assertPayments(1, 1);
        Stores.get(store, "/projections")
                .statusCode(200)
                .body(at("projections.name", contains("counts", "payments-summary", "zz-counts")))
                .body(at("projections[1].definition", nullValue()))
                .body(at("projections[1].parked", empty()));
        Stores.get(store, PATH)
                .statusCode(200)
                .body(at("name", is("payments-summary")))
                .body(at("definition", nullValue()))
                .body(at("status", is("live")))
                .body(at("position", is(1)))
                .body(at("lag", is(0)));
    }

    @Test
    void what_it_has_parked_is_shown_tried_again_and_dropped() {
        Stores.put(store, "/faults", "[{\"on\":\"projection\",\"effect\":\"unavailable\"}]")
                .statusCode(200);
        pay("p-1");
        pay("p-2");
        JsonBody parked = awaitParked(2);
        assertThat(parked.listAt("parked.position")).hasToString("[1, 2]");
        assertThat(parked.intAt("parked[0].attempts")).isEqualTo(1);
        Stores.post(store, PATH + "/parked/1/retry", "").statusCode(200).body(at("parked.attempts", contains(2, 1)));
        given().delete("/stores/" + store + "/faults").then().statusCode(204);
        Stores.post(store, PATH + "/parked/1/retry", "").statusCode(200).body(at("parked.position", contains(2)));
        assertPayments(2, 1);
        given().delete("/stores/" + store + PATH + "/parked/2").then().statusCode(204);
        awaitParked(0);
        assertPayments(2, 1);
        given().delete("/stores/" + store + PATH + "/parked/2").then().statusCode(404);
        Stores.post(store, PATH + "/rebuild", "").statusCode(202).body(at("name", is("payments-summary")));
        long startNanos = System.nanoTime();
        while (!valueAt("status", Stores.get(store, PATH).extract()).equals("live")
                || longAt("byCurrency.EUR.count", given().get("/payments/summary?store=" + store)) != 2) {
            assertThat(System.nanoTime() - startNanos).isLessThan(60_000_000_000L);
        }
    }

    @Test
    void it_can_be_rebuilt_as_an_operation() {
        pay("p-1");
        String operation = given().header("Prefer", "respond-async")
                .post("/stores/" + store + PATH + "/rebuild")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        long startNanos = System.nanoTime();
        while (!"done".equals(valueAt("status", given().get(operation)))) {
            assertThat(System.nanoTime() - startNanos).isLessThan(60_000_000_000L);
        }
    }

    @Test
    void it_can_neither_be_declared_nor_deleted_and_its_states_are_its_domain_s() {
        Stores.put(store, PATH, "{\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(403)
                .body(at("type", is("urn:mayfly:problem:forbidden")))
                .body(at("detail", containsString("written in Java")));
        given().delete("/stores/" + store + PATH)
                .then()
                .statusCode(403)
                .body(at("type", is("urn:mayfly:problem:forbidden")))
                .body(at("detail", containsString("written in Java")));
        Stores.get(store, PATH + "/state").statusCode(404).body(at("detail", containsString("written in Java")));
        Stores.get(store, PATH).statusCode(200);
        given().delete("/stores/" + store + "/projections/nothing").then().statusCode(404);
    }
}
