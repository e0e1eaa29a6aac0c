package dev.mayfly.projection.http;

import static dev.mayfly.http.answer.JsonBody.longAt;
import static dev.mayfly.http.answer.JsonBody.valueAt;
import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Calls about projections over HTTP, under names that no other test uses. */
final class ProjectionCalls {
    static final String ROOT = "/stores/default/projections";

    private ProjectionCalls() {}

    /** Returns a word that is used nowhere else. */
    static String unique(String word) {
        return word + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    /** Appends events of a type, with data; returns the position of the last. */
    static long append(String type, String... data) {
        StringBuilder lines = new StringBuilder();
        for (String each : List.of(data)) {
            lines.append("{\"aggregateId\":\"x-1\",\"eventType\":\"")
                    .append(type)
                    .append("\",\"data\":");
            lines.append(each).append("}\n");
        }
        Response answer = given().contentType("application/x-ndjson; charset=utf-8")
                .body(lines.toString().getBytes(StandardCharsets.UTF_8))
                .post("/stores/default/events");
        answer.then().statusCode(201);
        return longAt("lastPosition", answer);
    }

    /** Returns a definition over the events of a type. */
    static String definition(String type, String groupBy, String fields) {
        return "{\"match\":{\"eventType\":\"" + type + "\"},\"groupBy\":" + groupBy + ",\"fields\":" + fields + "}";
    }

    static Response put(String name, String definition) {
        return given().contentType("application/json")
                .body(definition.getBytes(StandardCharsets.UTF_8))
                .put(ROOT + "/" + name);
    }

    /** Declares a projection and returns its name. */
    static String declared(String definition) {
        String name = unique("p-");
        put(name, definition).then().statusCode(201);
        return name;
    }

    /** Returns the states of a projection once it has seen a position, as text. */
    static String states(String name, long minPosition, String... parameters) {
        String rest = parameters.length == 0 ? "" : "&" + String.join("&", parameters);
        return given().urlEncodingEnabled(false)
                .get(ROOT + "/" + name + "/state?timeout=PT30S&minPosition=" + minPosition + rest)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();
    }

    /** Asks until a projection is live. */
    static void awaitLive(String name) {
        long startNanos = System.nanoTime();
        while (!"live".equals(valueAt("status", given().get(ROOT + "/" + name)))) {
            if (System.nanoTime() - startNanos > 60_000_000_000L) {
                throw new AssertionError("the projection " + name + " is not live after a minute");
            }
        }
    }
}
