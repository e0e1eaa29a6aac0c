package dev.mayfly.search.http;

import static io.restassured.RestAssured.given;

import dev.mayfly.http.answer.JsonBody;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;

/** Events that tests put into the store over HTTP, under names that no other test uses. */
public final class TestEvents {
    private TestEvents() {}

    /** Returns a word that is used nowhere else. */
    public static String unique(String word) {
        return word + UUID.randomUUID().toString().replace("-", "");
    }

    /** Appends events, each a JSON object, as one batch; returns the position of the last. */
    public static long append(String... events) {
        return append(List.of(events));
    }

    /** Appends events, each a JSON object, as one batch; returns the position of the last. */
    public static long append(List<String> events) {
        Response answer = given().contentType("application/x-ndjson; charset=utf-8")
                .body(String.join("\n", events).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/stores/default/events");
        answer.then().statusCode(201);
        return JsonBody.of(answer).longAt("lastPosition");
    }

    /** Returns an event with nothing but what is required. */
    public static String event(String aggregateId, String eventType) {
        return event(aggregateId, eventType, "{}");
    }

    /** Returns an event with data. */
    public static String event(String aggregateId, String eventType, String data) {
        return "{\"aggregateId\":\"" + aggregateId + "\",\"eventType\":\"" + eventType + "\",\"data\":" + data + "}";
    }
}
