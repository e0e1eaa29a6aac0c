package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state that an aggregate's events make, and its differences. */
@ServerTest
class StateIT {
    private static String path(String aggregateId, String rest) {
        return "/stores/default/aggregates/" + aggregateId + "/" + rest;
    }

    private static String body(String path) {
        return given().get(path)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();
    }

    private static String order() {
        String id = unique("order-");
        append(event(
                id, "Placed", "{\"total\": 1.0, \"huge\":1e400,\"items\":[1,2],\"by\":{\"name\":\"ann\",\"age\":40}}"));
        append(event(id, "Changed", "{\"items\":[1,2,3],\"by\":{\"age\":null},\"id\":12345678901234567890}"));
        append(event(id, "Closed", "\"closed\""));
        append(event(id, "Reopened", "{\"note\":\"again\"}"));
        return id;
    }

    @Test
    void data_is_merged_in_order_up_to_a_version() {
        String id = order();
        List<String> states = List.of(
                "null",
                "{\"total\":1.0,\"huge\":1e400,\"items\":[1,2],\"by\":{\"name\":\"ann\",\"age\":40}}",
                "{\"total\":1.0,\"huge\":1e400,\"items\":[1,2,3],\"by\":{\"name\":\"ann\"},\"id\":12345678901234567890}",
                "\"closed\"",
                "{\"note\":\"again\"}");
        for (int version = 0; version <= 4; version++) {
            assertThat(body(path(id, "state?version=" + version)))
                    .isEqualTo("{\"aggregateId\":\"" + id + "\",\"version\":" + version + ",\"state\":"
                            + states.get(version) + "}");
        }
        assertThat(body(path(id, "state"))).isEqualTo(body(path(id, "state?version=4")));
    }

    @Test
    void a_difference_is_a_patch_from_one_version_to_another() {
        String id = order();
        assertThat(body(path(id, "diff?from=1&to=2")))
                .isEqualTo(
                        "[{\"op\":\"add\",\"path\":\"/items/2\",\"value\":3},{\"op\":\"remove\",\"path\":\"/by/age\"},"
                                + "{\"op\":\"add\",\"path\":\"/id\",\"value\":12345678901234567890}]");
        given().get(path(id, "diff?from=2&to=1"))
                .then()
                .statusCode(200)
                .body(at("op", contains("remove", "add", "remove")));
        given().get(path(id, "diff?to=0&from=4")).then().statusCode(200).body(at("$", hasSize(1)));
        assertThat(body(path(id, "diff")))
                .isEqualTo("[{\"op\":\"replace\",\"path\":\"\",\"value\":{\"note\":\"again\"}}]");
        given().get(path(id, "diff?from=3&to=3")).then().statusCode(200).body(at("$", hasSize(0)));
    }

    @Test
    void a_difference_can_be_had_as_what_it_is() {
        given().accept("application/json-patch+json")
                .get(path(order(), "diff?from=1&to=2"))
                .then()
                .statusCode(200)
                .contentType("application/json-patch+json");
    }

    @Test
    void both_look_at_the_past() {
        String id = unique("order-");
        long first = append(event(id, "T", "{\"a\":1}"));
        append(event(id, "T", "{\"a\":2}"));
        given().queryParam("asOf", first)
                .get(path(id, "state"))
                .then()
                .statusCode(200)
                .body(at("version", is(1)))
                .body(at("state.a", is(1)));
        given().queryParam("asOf", first)
                .get(path(id, "diff"))
                .then()
                .statusCode(200)
                .body(at("value.a", contains(1)));
        given().queryParam("asOf", first)
                .get(path(id, "state?version=2"))
                .then()
                .statusCode(400);
        given().queryParam("asOf", first - 1).get(path(id, "state")).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "state?version=5, version",
        "state?version=-1, version",
        "state?version=x, version",
        "state?from=1, from",
        "diff?from=5, from",
        "diff?to=5, to",
        "diff?from=-1, from",
        "diff?version=1, version"
    })
    void a_version_that_is_none_is_refused(String rest, String parameter) {
        given().get(path(order(), rest)).then().statusCode(400).body(at("violations.field", contains(parameter)));
    }

    @Test
    void an_aggregate_without_events_is_not_found() {
        given().get(path(unique("nobody-"), "state"))
                .then()
                .statusCode(404)
                .body(at("detail", containsString("no aggregate")));
        given().get(path(unique("nobody-"), "diff")).then().statusCode(404);
    }

    @Test
    void data_may_be_as_deep_as_it_can_be_stored() {
        String id = unique("deep-");
        String opening = "{\"a\":".repeat(997);
        append(event(id, "T", opening + "1" + "}".repeat(997)), event(id, "T", opening + "2" + "}".repeat(997)));
        assertThat(body(path(id, "state"))).contains(opening + "2}");
        assertThat(body(path(id, "diff?from=1"))).contains("/a/a\",\"value\":2}");
        assertThat(body(path(id, "diff"))).contains(opening + "2}");
    }

    @Test
    void a_long_history_makes_a_large_state() {
        String id = unique("long-");
        append(IntStream.range(0, 5_000)
                .mapToObj(i -> event(id, "T", "{\"k" + i + "\":\"" + "x".repeat(100) + "\",\"n\":" + i + "}"))
                .toList());
        given().get(path(id, "state"))
                .then()
                .statusCode(200)
                .body(at("state.n", equalTo(4_999)))
                .body(at("state.size()", is(5_001)));
        given().get(path(id, "diff?from=4998")).then().statusCode(200).body(at("$", hasSize(3)));
    }
}
