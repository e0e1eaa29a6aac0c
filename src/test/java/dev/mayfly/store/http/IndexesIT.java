package dev.mayfly.store.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes of values over HTTP. */
@ServerTest
class IndexesIT {
    private static final int EVENTS = 6_000;

    private final String store = "indexes-" + UUID.randomUUID();

    @BeforeEach
    void fill() {
        given().contentType("application/json")
                .body("{}")
                .put("/stores/" + store)
                .then()
                .statusCode(201);
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= EVENTS; i++) {
            lines.append("{\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"data\":{\"n\":")
                    .append(i % 3_000)
                    .append("}}\n");
        }
        given().contentType("application/x-ndjson; charset=utf-8")
                .body(lines.toString().getBytes(StandardCharsets.UTF_8))
                .post("/stores/" + store + "/events")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void delete() {
        given().delete("/stores/" + store).then().statusCode(204);
    }

    private ValidatableResponse put(String name, String path) {
        return given().contentType("application/json")
                .body("{\"path\":\"" + path + "\"}")
                .put("/stores/" + store + "/indexes/" + name)
                .then();
    }

    private static ValidatableResponse get(String path) {
        return given().get(path).then().statusCode(200);
    }

    /** Waits until an index has all events; it counts as ready a little before. */
    private static void awaitBuilt(String path) {
        int position = 0;
        while (position < EVENTS) {
            position = valueAt("position", get(path).extract().response());
        }
    }

    @Test
    void an_index_is_built_in_the_background_and_used_by_searches() {
        String index = "/stores/" + store + "/indexes/by-n";
        put("by-n", "data.n")
                .statusCode(201)
                .header("Location", endsWith(index))
                .body(at("path", is("data.n")));
        awaitBuilt(index);
        get(index)
                .body(at("state", is("ready")))
                .body(at("position", is(EVENTS)))
                .body(at("values", is(3_000)));
        given().queryParam("where", "data.n=7")
                .get("/stores/" + store + "/events")
                .then()
                .statusCode(200)
                .body(at("events.position", contains(7, 3_007)));
        put("by-n", "data.n").statusCode(200);
        put("by-n", "data.m").statusCode(200).body(at("path", is("data.m")));
        get("/stores/" + store + "/indexes").body(at("indexes.name", contains("by-n")));
        given().delete(index).then().statusCode(204);
        given().get(index).then().statusCode(404);
        given().delete(index).then().statusCode(404);
        get("/stores/" + store + "/indexes").body(at("indexes", empty()));
    }

    @Test
    void a_fork_has_its_parents_indexes_and_a_reset_keeps_them() {
        put("by-n", "data.n").statusCode(201);
        awaitBuilt("/stores/" + store + "/indexes/by-n");
        String fork = store + "-f";
        given().contentType("application/json")
                .body("{\"name\":\"" + fork + "\",\"asOf\":4500}")
                .post("/stores/" + store + "/forks")
                .then()
                .statusCode(201);
        get("/stores/" + fork + "/indexes/by-n").body(at("position", is(4_500)));
        given().queryParam("where", "data.n=1400", "data.n>=1400")
                .get("/stores/" + fork + "/events")
                .then()
                .body(at("events.position", contains(1_400, 4_400)));
        given().delete("/stores/" + fork).then().statusCode(204);
        given().post("/stores/" + store + "/reset").then().statusCode(204);
        get("/stores/" + store + "/indexes").body(at("indexes.path", contains("data.n")));
    }

    @Test
    void its_memory_counts_as_the_stores() {
        long before = bytes();
        put("by-n", "data.n").statusCode(201);
        awaitBuilt("/stores/" + store + "/indexes/by-n");
        int taken = valueAt(
                "bytes", get("/stores/" + store + "/indexes/by-n").extract().response());
        assertThat(bytes()).isEqualTo(before + taken);
        given().delete("/stores/" + store + "/indexes/by-n").then().statusCode(204);
        assertThat(bytes()).isEqualTo(before);
    }

    private long bytes() {
        Number bytes = valueAt("bytes", get("/stores/" + store).extract().response());
        return bytes.longValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "by-n|{}|path",
                "by-n|{\"path\":1}|path",
                "by-n|{\"path\":\"n\"}|path",
                "by-n|{\"path\":\"eventType\"}|path",
                "by-n|{\"path\":\"metadata.userId\"}|path",
                "by-n|{\"paht\":\"data.n\"}|paht",
                "By_n|{\"path\":\"data.n\"}|index"
            })
    void a_mistake_is_named(String name, String body, String field) {
        given().contentType("application/json")
                .body(body)
                .put("/stores/" + store + "/indexes/" + name)
                .then()
                .statusCode(400)
                .body(at("violations[0].field", is(field)));
    }

    @Test
    void a_store_has_at_most_20() {
        for (int i = 0; i < 20; i++) {
            put("i" + i, "data.v" + i).statusCode(201);
        }
        put("one-more", "data.n").statusCode(409).body(containsString("mayfly.stores.indexes"));
        put("i3", "data.n").statusCode(200);
    }
}
