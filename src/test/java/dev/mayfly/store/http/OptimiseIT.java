package dev.mayfly.store.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.http.work.Calls;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Giving memory back over HTTP. */
@ServerTest
class OptimiseIT {
    private static final int EVENTS = 5_000;

    private static String appendMany() {
        String id = "optimise-" + UUID.randomUUID();
        String lines = IntStream.range(0, EVENTS)
                .mapToObj(i -> "{\"aggregateId\":\"" + id + "\",\"eventType\":\"Filled\",\"data\":{\"text\":\"" + id
                        + " no " + i + "\"}}")
                .collect(Collectors.joining("\n"));
        Requests.of("application/x-ndjson", lines)
                .post("/stores/default/events")
                .then()
                .statusCode(201);
        return id;
    }

    private static ValidatableResponse optimise(String query) {
        return given().post("/stores/default/optimise" + query).then();
    }

    private static void assertFound(String id) {
        given().queryParam("text", id + " NO " + 4_321)
                .get("/stores/default/events")
                .then()
                .statusCode(200)
                .body(at("events.size()", is(1)))
                .body(at("events[0].version", is(4_322)));
    }

    @Test
    void what_was_removed_is_given_back_and_said_so() {
        String store = filled(1_000);
        given().delete("/stores/" + store + "/aggregates/a-1").then().statusCode(204);
        String before = given().get("/stores/" + store + "/events?limit=1000").asString();
        given().post("/stores/" + store + "/optimise")
                .then()
                .statusCode(200)
                .body(at("removedBytes", greaterThan(10_000)))
                .body(at("garbageBytes", is(0)));
        assertThat(given().get("/stores/" + store + "/events?limit=1000").asString())
                .isEqualTo(before);
        given().get("/stores/" + store).then().body(at("removed", is(250))).body(at("events", is(750)));
    }

    @Test
    void the_memory_of_what_was_removed_comes_back_by_itself() {
        String store = filled(4_000);
        long before =
                JsonBody.of(given().get("/stores/" + store).then().extract()).longAt("bytes");
        for (int i = 0; i < 3; i++) {
            given().delete("/stores/" + store + "/aggregates/a-" + i).then().statusCode(204);
        }
        JsonBody after = Calls.await("/stores/" + store, each -> each.longAt("bytes") < before / 2);
        assertThat(after.longAt("events")).isEqualTo(1_000);
        given().get("/stores/" + store + "/aggregates/a-3").then().body(at("version", is(1_000)));
    }

    @Test
    void it_tells_what_was_given_back_by_part_and_every_answer_stays() {
        String id = appendMany();
        String path = "/stores/default/aggregates/" + id + "/events?limit=10000";
        String before = given().get(path).asString();
        JsonBody answer = JsonBody.of(optimise("")
                .statusCode(200)
                .contentType("application/json")
                .header("Vary", containsString("Accept-Encoding"))
                .body(at("size()", is(9)))
                .extract());
        long parts = 0;
        for (String part :
                new String[] {"recordsBytes", "columnsBytes", "keysBytes", "postingsBytes", "textIndexBytes"}) {
            assertThat(answer.longAt(part)).as(part).isNotNegative();
            parts += answer.longAt(part);
        }
        parts += answer.longAt("removedBytes");
        assertThat(answer.longAt("freedBytes")).isPositive().isEqualTo(parts);
        assertThat(answer.longAt("usedBytes")).isGreaterThan(EVENTS);
        assertThat(given().get(path).asString()).isEqualTo(before);
    }

    @Test
    void the_index_of_text_is_dropped_if_asked_for_and_built_anew() {
        String id = appendMany();
        assertFound(id);
        optimise("?dropTextIndex=false").statusCode(200);
        optimise("?dropTextIndex=true").statusCode(200).body(at("textIndexBytes", greaterThan(100_000)));
        assertFound(id);
    }

    @Test
    void what_is_not_known_is_refused_by_name() {
        optimise("?dropTextIndex=maybe").statusCode(400).body(at("violations.field", hasItem("dropTextIndex")));
        optimise("?drop=true").statusCode(400).body(at("violations.field", hasItem("drop")));
        given().post("/stores/none/optimise").then().statusCode(404).body(at("detail", notNullValue()));
        given().get("/stores/default/optimise").then().statusCode(405).header("Allow", containsString("POST"));
    }

    /** Returns a store with events of four aggregates. */
    private static String filled(int events) {
        String store = Stores.created();
        Requests.appendLines(
                "/stores/" + store + "/events",
                IntStream.range(0, events)
                        .mapToObj(i -> "{\"aggregateId\":\"a-" + i % 4 + "\",\"eventType\":\"Filled\",\"data\":\""
                                + "x".repeat(300) + "\"}"));
        return store;
    }
}
