package dev.mayfly.projection.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.http.route.Requests;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A projection that is written in Java, seen and looked after over HTTP. */
@QuarkusTest
@TestProfile(FaultSettings.class)
class JavaProjectionTest {
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

    private JsonPath awaitParked(int count) {
        long startNanos = System.nanoTime();
        while (true) {
            JsonPath shown = Stores.get(store, PATH).statusCode(200).extract().jsonPath();
            if (shown.getList("parked").size() == count) {
                return shown;
            }
            assertThat(System.nanoTime() - startNanos).as(shown.prettify()).isLessThan(60_000_000_000L);
        }
    }

    private void assertPayments(int position, Integer count) {
        given().get("/payments/summary?timeout=PT30S&store=" + store + "&minPosition=" + position)
                .then()
                .statusCode(200)
                .body("byCurrency.EUR.count", is(count));
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
                .body("projections.name", contains("counts", "payments-summary", "zz-counts"))
                .body("projections[1].definition", nullValue())
                .body("projections[1].parked", empty());
        Stores.get(store, PATH)
                .statusCode(200)
                .body("name", is("payments-summary"))
                .body("definition", nullValue())
                .body("status", is("live"))
                .body("position", is(1))
                .body("lag", is(0));
    }

    @Test
    void what_it_has_parked_is_shown_tried_again_and_dropped() {
        Stores.put(store, "/faults", "[{\"on\":\"projection\",\"effect\":\"unavailable\"}]")
                .statusCode(200);
        pay("p-1");
        pay("p-2");
        JsonPath parked = awaitParked(2);
        assertThat(parked.getList("parked.position")).hasToString("[1, 2]");
        assertThat(parked.getInt("parked[0].attempts")).isEqualTo(1);
        Stores.post(store, PATH + "/parked/1/retry", "").statusCode(200).body("parked.attempts", contains(2, 1));
        given().delete("/stores/" + store + "/faults").then().statusCode(204);
        Stores.post(store, PATH + "/parked/1/retry", "").statusCode(200).body("parked.position", contains(2));
        assertPayments(2, 1);
        given().delete("/stores/" + store + PATH + "/parked/2").then().statusCode(204);
        awaitParked(0);
        assertPayments(2, 1);
        given().delete("/stores/" + store + PATH + "/parked/2").then().statusCode(404);
        Stores.post(store, PATH + "/rebuild", "").statusCode(202).body("name", is("payments-summary"));
        long startNanos = System.nanoTime();
        while (!Stores.get(store, PATH).extract().path("status").equals("live")
                || given().get("/payments/summary?store=" + store).jsonPath().getInt("byCurrency.EUR.count") != 2) {
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
        while (!given().get(operation).path("status").equals("done")) {
            assertThat(System.nanoTime() - startNanos).isLessThan(60_000_000_000L);
        }
    }

    @Test
    void it_can_neither_be_declared_nor_deleted_and_its_states_are_its_domain_s() {
        Stores.put(store, PATH, "{\"fields\":{\"n\":{\"count\":true}}}")
                .statusCode(403)
                .body("type", is("urn:mayfly:problem:forbidden"))
                .body("detail", containsString("written in Java"));
        given().delete("/stores/" + store + PATH)
                .then()
                .statusCode(403)
                .body("type", is("urn:mayfly:problem:forbidden"))
                .body("detail", containsString("written in Java"));
        Stores.get(store, PATH + "/state").statusCode(404).body("detail", containsString("written in Java"));
        Stores.get(store, PATH).statusCode(200);
        given().delete("/stores/" + store + "/projections/nothing").then().statusCode(404);
    }
}
