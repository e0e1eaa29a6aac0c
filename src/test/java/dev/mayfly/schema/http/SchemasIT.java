package dev.mayfly.schema.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schemas over HTTP, held at every door. */
@ServerTest
class SchemasIT {
    private static final String VIOLATION = "urn:mayfly:problem:schema-violation";
    private static final String TOTAL =
            "{\"type\": \"object\", \"required\": [\"total\"], \"properties\": {\"total\": {\"type\": \"number\", \"minimum\": 0}}}";
    private static final String FITS = "{\"eventType\": \"OrderPlaced\", \"data\": {\"total\": 1.50}}";
    private static final String MISFITS = "{\"eventType\": \"OrderPlaced\", \"data\": {\"total\": -1}}";

    private String store;

    @BeforeEach
    void make_a_store() {
        store = Stores.created();
    }

    private ValidatableResponse put(String type, String schema) {
        return Stores.put(store, "/schemas/" + type, schema);
    }

    private ValidatableResponse append(String body) {
        return Stores.post(store, "/aggregates/order-1/events", body);
    }

    private static void isRefused(ValidatableResponse answer, String field, String place, int number) {
        answer.statusCode(400)
                .contentType("application/problem+json")
                .body(at("type", equalTo(VIOLATION)))
                .body(at("violations[0].field", equalTo(field)))
                .body(at("violations[0]." + place, equalTo(number)));
    }

    private long position() {
        return JsonBody.longAt("position", Stores.get(store, "").extract());
    }

    @Test
    void a_schema_is_put_shown_replaced_listed_and_removed() {
        append(FITS).statusCode(201);
        put("OrderPlaced", TOTAL)
                .statusCode(201)
                .header("Location", "/stores/" + store + "/schemas/OrderPlaced")
                .header("Mayfly-Position", "1")
                .body(at("eventType", equalTo("OrderPlaced")))
                .body(at("since", equalTo(1)));
        assertThat(Stores.get(store, "/schemas/OrderPlaced")
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("\"schema\":" + TOTAL);
        append(FITS).statusCode(201);
        put("OrderPlaced", TOTAL.replace(" ", "")).statusCode(200).body(at("since", equalTo(1)));
        put("OrderPlaced", "true").statusCode(200).body(at("since", equalTo(2)));
        put("*", "false").statusCode(201);
        append("{\"eventType\": \"Unknown\"}").statusCode(400).body(at("detail", containsString("no schema")));
        String first = Stores.get(store, "/schemas?limit=1")
                .statusCode(200)
                .body(at("schemas[0].eventType", equalTo("*")))
                .extract()
                .asString();
        String next = JsonBody.of(first).textAt("next");
        Stores.get(store, "/schemas?cursor=" + next)
                .statusCode(200)
                .body(at("schemas[0].eventType", equalTo("OrderPlaced")))
                .body(at("next", equalTo(null)));
        Stores.get(Stores.created(), "/schemas?cursor=" + next).statusCode(400);
        given().delete("/stores/" + store + "/schemas/*").then().statusCode(204);
        given().delete("/stores/" + store + "/schemas/*").then().statusCode(404);
        Stores.get(store, "/schemas/*").statusCode(404);
        append("{\"eventType\": \"Unknown\"}").statusCode(201);
    }

    @Test
    void every_door_for_appends_holds_the_schemas() {
        put("OrderPlaced", TOTAL).statusCode(201);
        isRefused(append(MISFITS), "/data/total", "index", 0);
        isRefused(append("[" + FITS + "," + MISFITS + "]"), "/data/total", "index", 1);
        String lines = "\n" + FITS + "\n\n" + MISFITS + "\n";
        isRefused(
                Requests.of("application/x-ndjson", lines)
                        .post("/stores/" + store + "/aggregates/order-1/events")
                        .then(),
                "/data/total",
                "line",
                4);
        String many = "{\"events\": [" + FITS.replace("{\"e", "{\"aggregateId\": \"a-1\", \"e") + ","
                + MISFITS.replace("{\"e", "{\"aggregateId\": \"b-1\", \"e") + "]}";
        isRefused(Stores.post(store, "/events", many), "/data/total", "index", 1);
        isRefused(
                Requests.of("application/x-ndjson", MISFITS.replace("{\"e", "{\"aggregateId\": \"b-1\", \"e"))
                        .post("/stores/" + store + "/events")
                        .then(),
                "/data/total",
                "line",
                1);
        String cloudEvent = "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/shop\", \"subject\": \"order-1\","
                + "\"type\": \"OrderPlaced\", \"data\": {\"total\": -1}}";
        isRefused(
                Requests.of("application/cloudevents+json", cloudEvent)
                        .post("/stores/" + store + "/cloudevents")
                        .then(),
                "/data/total",
                "index",
                0);
        String imported =
                "{\"position\": 1, \"eventId\": \"e1\", \"aggregateId\": \"order-1\", \"eventType\": \"OrderPlaced\","
                        + "\"version\": 1, \"timestamp\": \"2026-11-23T04:40:49Z\", \"recordedAt\": \"2026-11-23T04:40:49Z\","
                        + "\"data\": {\"total\": -1}}\n";
        for (String mode : List.of("", "?mode=append")) {
            isRefused(
                    Requests.of("application/x-ndjson", imported)
                            .post("/stores/" + store + "/import" + mode)
                            .then(),
                    "/data/total",
                    "line",
                    1);
        }
        assertThat(position()).isZero();
    }

    @Test
    void commands_of_domains_and_samples_are_held_too_and_sessions_are_not() {
        put("*", "{\"maxProperties\": 0}").statusCode(201);
        Requests.of("application/json", "{\"amount\": 10.00, \"currency\": \"EUR\"}")
                .post("/payments/p-1/process?store=" + store)
                .then()
                .statusCode(400)
                .body(at("type", equalTo(VIOLATION)));
        Stores.post(store, "/sample", "{\"seed\": 1, \"events\": 10}")
                .statusCode(400)
                .body(at("type", equalTo(VIOLATION)));
        assertThat(position()).isZero();
        Requests.of("application/json", "{\"userId\": \"ada\", \"attributes\": {\"cart\": [1]}}")
                .post("/sessions?store=" + store)
                .then()
                .statusCode(201);
        assertThat(position()).isOne();
    }

    @Test
    void a_repetition_fits_and_a_check_only_counts() {
        append("{\"eventId\": \"e1\", \"eventType\": \"OrderPlaced\", \"data\": {}}")
                .statusCode(201);
        append(FITS).statusCode(201);
        Stores.put(store, "/schemas/OrderPlaced?check=true", TOTAL)
                .statusCode(200)
                .body(equalTo("{\"misfits\":1}"));
        Stores.get(store, "/schemas/OrderPlaced").statusCode(404);
        put("OrderPlaced", TOTAL).statusCode(201).body(at("since", equalTo(2)));
        append("{\"eventId\": \"e1\", \"eventType\": \"OrderPlaced\", \"data\": {}}")
                .statusCode(200)
                .header("Idempotent-Replayed", "true");
        Stores.put(store, "/schemas/OrderPlaced?check=perhaps", TOTAL).statusCode(400);
    }

    @Test
    void forks_resets_and_imports_keep_the_schemas() {
        append("{\"eventType\": \"OrderPlaced\", \"data\": {}}").statusCode(201);
        put("OrderPlaced", TOTAL).statusCode(201);
        String export = Stores.get(store, "/export").extract().asString();
        String fork = Stores.name();
        Stores.post(store, "/forks", "{\"name\": \"" + fork + "\", \"asOf\": 0}")
                .statusCode(201);
        Stores.get(fork, "/schemas/OrderPlaced").statusCode(200).body(at("since", equalTo(0)));
        isRefused(Stores.post(fork, "/aggregates/order-1/events", MISFITS), "/data/total", "index", 0);
        Stores.put(store, "/snapshots/one", "{}").statusCode(201);
        Stores.post(store, "/reset", "").statusCode(204);
        Stores.get(store, "/schemas/OrderPlaced").statusCode(200).body(at("since", equalTo(0)));
        isRefused(append(MISFITS), "/data/total", "index", 0);
        isRefused(
                Requests.of("application/x-ndjson", export)
                        .post("/stores/" + store + "/import")
                        .then(),
                "/data/total",
                "line",
                1);
        Stores.post(store, "/snapshots/one/restore", "").statusCode(204);
        assertThat(position()).isOne();
        isRefused(append(MISFITS), "/data/total", "index", 0);
    }

    @Test
    void what_is_wrong_with_a_schema_is_told_with_its_place() {
        put("OrderPlaced", "{\"properties\": {\"a\": {\"type\": \"text\", \"minLength\": -1}}}")
                .statusCode(400)
                .body(at("type", equalTo("urn:mayfly:problem:invalid-request")))
                .body(at("violations.field", equalTo(List.of("/properties/a/type", "/properties/a/minLength"))));
        for (String refused : List.of(
                "{\"$ref\": \"#\"}",
                "{\"$ref\": \"https://example.com/schema\"}",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"}",
                "{\"pattern\": \"(?=a)\"}",
                "{\"a\": 1, \"a\": 2}",
                "3")) {
            put("OrderPlaced", refused).statusCode(400).body(at("type", equalTo("urn:mayfly:problem:invalid-request")));
        }
        put("OrderPlaced", "{\"type\"").statusCode(400).body(at("type", equalTo("urn:mayfly:problem:malformed-json")));
        put("OrderPlaced", "").statusCode(400);
        put("OrderPlaced", "{\"title\": \"" + "x".repeat(256 << 10) + "\"}")
                .statusCode(413)
                .body(at("type", equalTo("urn:mayfly:problem:too-large")))
                .body(at("limit", equalTo(256 << 10)));
        put("T".repeat(256), "true").statusCode(400);
        Stores.get(store, "/schemas/OrderPlaced").statusCode(404);
    }

    @Test
    void a_large_event_is_checked_like_a_small_one() {
        put("OrderPlaced", "{\"properties\": {\"lines\": {\"uniqueItems\": true, \"items\": {\"type\": \"integer\"}}}}")
                .statusCode(201);
        String lines = IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        append("{\"eventType\": \"OrderPlaced\", \"data\": {\"lines\": [" + lines + "]}}")
                .statusCode(201);
        isRefused(
                append("{\"eventType\": \"OrderPlaced\", \"data\": {\"lines\": [" + lines + ", 1.0]}}"),
                "/data/lines/20000",
                "index",
                0);
        append("{\"eventType\": \"OrderPlaced\", \"data\": {\"lines\": [" + lines.replace(",", ".5,") + "]}}")
                .statusCode(400)
                .body(at("violations.size()", equalTo(100)));
    }
}
