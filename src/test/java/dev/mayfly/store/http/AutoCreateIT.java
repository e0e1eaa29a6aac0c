package dev.mayfly.store.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.store.http.Stores.append;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static dev.mayfly.store.http.Stores.name;
import static dev.mayfly.store.http.Stores.post;
import static dev.mayfly.store.http.Stores.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stores that are made when their names are first used, as many as there may be. */
@ServerTest
@TestProfile(AutoCreateIT.Settings.class)
class AutoCreateIT {
    private static final int LIMIT = 6;

    /** The settings of this test. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mayfly.stores.auto-create",
                    "true",
                    "mayfly.stores.limit",
                    Integer.toString(LIMIT),
                    "mayfly.stores.snapshots",
                    "1",
                    "mayfly.projections.per-store",
                    "2");
        }
    }

    @Test
    void reads_and_appends_make_the_store_that_they_name() {
        String appended = name();
        assertThat(append(appended, "a-1")).isOne();
        String read = name();
        get(read, "/events").statusCode(200).body(at("events.size()", is(0)));
        String shown = name();
        get(shown, "").statusCode(200).body(at("name", is(shown)));
        put(read, "{}").statusCode(200);
        for (String store : List.of(appended, read, shown)) {
            given().delete("/stores/" + store).then().statusCode(204);
        }
        given().delete("/stores/" + name()).then().statusCode(404);
    }

    @Test
    void names_that_are_none_make_nothing() {
        get("Upper", "/events").statusCode(404);
        get("a_b", "").statusCode(404);
        given().get("/stores").then().body(at("stores.name", is(List.of("default"))));
    }

    @Test
    void there_are_as_many_as_there_may_be() {
        List<String> stores = new java.util.ArrayList<>();
        for (int i = 1; i < LIMIT; i++) {
            stores.add(created());
        }
        for (ValidatableResponse refused : List.of(
                get(name(), "/events"),
                put(name(), "{}"),
                post("default", "/forks", "{\"name\":\"" + name() + "\"}"))) {
            refused.statusCode(409)
                    .body(at("type", is("urn:mayfly:problem:limit-reached")))
                    .body(at("limit", is(LIMIT)))
                    .body(at("setting", is("mayfly.stores.limit")))
                    .body(at("detail", containsString("mayfly.stores.limit")));
        }
        put(stores.get(0), "{}").statusCode(200);
        stores.forEach(store -> given().delete("/stores/" + store).then().statusCode(204));
    }

    @Test
    void a_snapshot_or_a_projection_too_many_is_refused_with_the_setting_that_allows_more() {
        String store = created();
        put(store, "/snapshots/one", "").statusCode(201);
        put(store, "/snapshots/one", "").statusCode(200);
        put(store, "/snapshots/two", "")
                .statusCode(409)
                .body(at("type", is("urn:mayfly:problem:limit-reached")))
                .body(at("limit", is(1)))
                .body(at("setting", is("mayfly.stores.snapshots")));
        String counted = "{\"fields\":{\"n\":{\"count\":true}}}";
        // One ships with the server.
        put(store, "/projections/one", counted).statusCode(201);
        put(store, "/projections/two", counted)
                .statusCode(409)
                .body(at("type", is("urn:mayfly:problem:limit-reached")))
                .body(at("limit", is(2)))
                .body(at("setting", is("mayfly.projections.per-store")));
        put(store, "/projections/one", counted).statusCode(200);
        given().delete("/stores/" + store).then().statusCode(204);
    }
}
