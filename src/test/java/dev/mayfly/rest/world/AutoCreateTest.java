package dev.mayfly.rest.world;

import static dev.mayfly.rest.world.Stores.append;
import static dev.mayfly.rest.world.Stores.created;
import static dev.mayfly.rest.world.Stores.get;
import static dev.mayfly.rest.world.Stores.name;
import static dev.mayfly.rest.world.Stores.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stores that are made when their names are first used, as many as there may be. */
@QuarkusTest
@TestProfile(AutoCreateTest.Settings.class)
class AutoCreateTest {
    private static final int LIMIT = 6;

    /** The settings of this test. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mayfly.stores.auto-create", "true", "mayfly.stores.limit", Integer.toString(LIMIT));
        }
    }

    @Test
    void reads_and_appends_make_the_store_that_they_name() {
        String appended = name();
        assertThat(append(appended, "a-1")).isOne();
        String read = name();
        get(read, "/events").statusCode(200).body("events.size()", is(0));
        String shown = name();
        get(shown, "").statusCode(200).body("name", is(shown));
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
        given().get("/stores").then().body("stores.name", is(List.of("default")));
    }

    @Test
    void there_are_as_many_as_there_may_be() {
        List<String> stores = new java.util.ArrayList<>();
        for (int i = 1; i < LIMIT; i++) {
            stores.add(created());
        }
        get(name(), "/events").statusCode(429).header("Retry-After", is("5")).body("type", endsWith("throttled"));
        put(name(), "{}").statusCode(429);
        put(stores.get(0), "{}").statusCode(200);
        stores.forEach(store -> given().delete("/stores/" + store).then().statusCode(204));
    }
}
