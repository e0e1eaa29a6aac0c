package dev.mayfly.http.work;

import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.fault.http.FaultSettings;
import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Rebuilds that are followed, and given up. */
@ServerTest
@TestProfile(FaultSettings.class)
class RebuildOperationIT {
    private static final int EVENTS = 400;
    private static final String COUNT =
            "{\"match\":{\"eventType\":\"Happened\"},\"groupBy\":null,\"fields\":{\"n\":{\"count\":true}}}";

    /** Makes a store with a projection that has counted its events. */
    private static String counted() {
        String store = Stores.created();
        Requests.of("application/x-ndjson", "{\"aggregateId\":\"a-1\",\"eventType\":\"Happened\"}\n".repeat(EVENTS))
                .post("/stores/" + store + "/events")
                .then()
                .statusCode(201);
        Stores.put(store, "/projections/count", COUNT).statusCode(201);
        assertCounted(store);
        return store;
    }

    private static void assertCounted(String store) {
        assertThat(JsonBody.of(Stores.get(store, "/projections/count/state?timeout=PT30S&minPosition=" + EVENTS)
                                .statusCode(200)
                                .extract())
                        .intAt("states[0].fields.n"))
                .isEqualTo(EVENTS);
    }

    /** Lets each event take so long that a rebuild does not end during a test. */
    private static void slow(String store) {
        Stores.put(
                        store,
                        "/faults",
                        "{\"rules\":[{\"on\":\"projection\",\"match\":{\"eventType\":\"Happened\"},\"every\":1,"
                                + "\"effect\":\"latency\",\"delay\":\"PT0.05S\"}]}")
                .statusCode(200);
    }

    private static String rebuild(String store) {
        return Calls.address(Calls.async()
                .post("/stores/" + store + "/projections/count/rebuild")
                .then());
    }

    private static String status(String store) {
        return valueAt("status", Stores.get(store, "/projections/count").extract());
    }

    /** Begins a rebuild that goes on for longer than the test, and returns its operation when it has come some way. */
    private static String underWay(String store) {
        slow(store);
        String address = rebuild(store);
        JsonBody shown = Calls.await(address, each -> each.longAt("done") > 0);
        assertThat(shown.textAt("kind")).isEqualTo("rebuild");
        assertThat(shown.textAt("path")).isEqualTo("/stores/" + store + "/projections/count/rebuild");
        assertThat(shown.longAt("total")).isEqualTo(EVENTS);
        assertThat(shown.longAt("done")).isLessThan(EVENTS);
        assertThat(status(store)).isEqualTo("rebuilding");
        return address;
    }

    @Test
    void it_is_done_when_the_new_state_is_served() {
        String store = counted();
        JsonBody ended = Calls.ended(rebuild(store));
        assertThat(ended.textAt("status")).isEqualTo("done");
        assertThat(ended.longAt("done")).isEqualTo(EVENTS);
        assertThat(ended.longAt("total")).isEqualTo(EVENTS);
        assertThat(ended.mapAt("result").keySet())
                .isEqualTo(JsonBody.of(Stores.get(store, "/projections/count").extract())
                        .mapAt("")
                        .keySet());
        assertThat(ended.textAt("result.status")).isEqualTo("live");
        assertCounted(store);
    }

    @Test
    void given_up_it_leaves_the_old_state_which_goes_on() {
        String store = counted();
        String address = underWay(store);
        given().delete(address).then().statusCode(204);
        assertThat(Calls.show(address).textAt("status")).isEqualTo("cancelled");
        assertCounted(store);
        given().delete("/stores/" + store + "/faults").then().statusCode(204);
        long last = Stores.append(store, "a-1");
        assertThat(JsonBody.of(Stores.get(store, "/projections/count/state?timeout=PT30S&minPosition=" + last)
                                .extract())
                        .intAt("states[0].fields.n"))
                .isEqualTo(EVENTS + 1);
        assertThat(status(store)).isEqualTo("live");
    }

    @Test
    void whatever_takes_its_place_ends_it() {
        String store = counted();
        String first = underWay(store);
        String second = rebuild(store);
        assertThat(Calls.ended(first).textAt("reason")).contains("Another rebuild");
        given().post("/stores/" + store + "/reset").then().statusCode(204);
        assertThat(Calls.ended(second).textAt("status")).isEqualTo("cancelled");
    }

    @Test
    void it_ends_with_its_projection_and_with_its_store() {
        String store = counted();
        String address = underWay(store);
        given().delete("/stores/" + store + "/projections/count").then().statusCode(204);
        assertThat(Calls.ended(address).textAt("status")).isEqualTo("cancelled");
        String other = counted();
        String gone = underWay(other);
        given().delete("/stores/" + other).then().statusCode(204);
        assertThat(Calls.ended(gone).textAt("status")).isEqualTo("cancelled");
    }

    @Test
    void what_is_not_there_is_told_at_once() {
        Calls.async().post("/stores/default/projections/none/rebuild").then().statusCode(404);
        Calls.async()
                .post("/stores/" + counted() + "/projections/count/rebuild?x=1")
                .then()
                .statusCode(400);
        Requests.of("application/json", "")
                .post("/stores/" + counted() + "/projections/count/rebuild")
                .then()
                .statusCode(202)
                .header("Location", nullValue());
    }
}
