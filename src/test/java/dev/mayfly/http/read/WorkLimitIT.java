package dev.mayfly.http.read;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static dev.mayfly.store.http.Stores.post;
import static dev.mayfly.store.http.Stores.put;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much work a request may make. */
@ServerTest
@TestProfile(WorkLimitIT.LittleWork.class)
class WorkLimitIT {
    private static final int EVENTS = 6_000;

    /** Fewer steps than there are events. */
    public static class LittleWork implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mayfly.limits.work", "2000");
        }
    }

    /** Returns a store with one aggregate, each event of which has one of two tags. */
    private static String filled() {
        String store = created();
        Requests.appendLines(
                "/stores/" + store + "/aggregates/a-1/events",
                IntStream.range(0, EVENTS)
                        .mapToObj(
                                i -> "{\"eventType\":\"T\",\"tags\":[\"t" + i % 2 + "\"],\"data\":{\"n\":" + i + "}}"));
        return store;
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(413)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:too-large")))
                .body(at("limit", is(2000)))
                .body(at("detail", containsString("more than 2000 steps")))
                .body(at("detail", containsString("mayfly.limits.work")));
    }

    @Test
    void reads_that_take_too_many_steps_are_refused_in_every_form() {
        String store = filled();
        refused(get(store, "/events?text=zz"));
        refused(get(store, "/events?text=zz&minCount=1&wait=PT5S"));
        refused(post(store, "/search", "{\"query\":{\"items\":[{\"tags\":[\"t0\",\"t1\"]}]}}"));
        refused(get(store, "/analytics/statistics"));
        refused(get(store, "/analytics/trends?fill=zero"));
        refused(get(store, "/aggregates/a-1/state"));
        refused(get(store, "/aggregates/a-1/diff?from=1"));
        for (String type : new String[] {"application/x-ndjson", "application/cloudevents-batch+json"}) {
            refused(given().accept(type)
                    .get("/stores/" + store + "/events?text=zz")
                    .then()
                    .header("ETag", (String) null));
        }
        get(store, "/events?limit=10").statusCode(200).body(at("events", hasSize(10)));
        get(store, "/aggregates/a-1/state?version=100").statusCode(200);
    }

    @Test
    void a_projection_as_it_stood_is_refused_if_it_takes_too_many_steps() {
        String store = filled();
        put(store, "/projections/p", "{\"fields\":{\"state\":{\"merge\":\"data\"}}}")
                .statusCode(201);
        refused(get(store, "/projections/p/state?asOf=" + EVENTS));
        get(store, "/projections/p/state?asOf=100").statusCode(200).body(at("states[0].fields.state.n", is(99)));
        get(store, "/projections/p/state?minPosition=" + EVENTS)
                .statusCode(200)
                .body(at("states[0].fields.state.n", is(EVENTS - 1)));
    }

    @Test
    void an_append_whose_condition_takes_too_many_steps_is_refused_and_stores_nothing() {
        String store = filled();
        String condition = "{\"failIfEventsMatch\":{\"items\":[{\"tags\":[\"t0\",\"t1\"]}]}";
        String event = "{\"events\":[{\"aggregateId\":\"b-1\",\"eventType\":\"T\"}],\"condition\":" + condition;
        refused(post(store, "/events", event + "}}"));
        get(store, "").body(at("events", is(EVENTS)));
        post(store, "/events", event + ",\"after\":" + (EVENTS - 100) + "}}").statusCode(201);
    }
}
