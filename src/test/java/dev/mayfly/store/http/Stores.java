package dev.mayfly.store.http;

import static io.restassured.RestAssured.given;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;

/** What tests of stores ask over and over. */
public final class Stores {
    private static final String JSON = "application/json";

    private Stores() {}

    /** Returns a name that no other test has. */
    public static String name() {
        return "w-" + UUID.randomUUID();
    }

    /** Makes a store as stores are by default, and returns its name. */
    public static String created() {
        String name = name();
        put(name, "{}").statusCode(201);
        return name;
    }

    /** Puts a store. */
    public static ValidatableResponse put(String name, String settings) {
        return put(name, "", settings);
    }

    /** Puts a JSON body at an address below a store. */
    public static ValidatableResponse put(String name, String path, String body) {
        return Requests.of(JSON, body).put("/stores/" + name + path).then();
    }

    /** Sends a JSON body to an address below a store. */
    public static ValidatableResponse post(String name, String path, String body) {
        return Requests.of(JSON, body).post("/stores/" + name + path).then();
    }

    /** Reads an address below a store. */
    public static ValidatableResponse get(String name, String path) {
        return given().get("/stores/" + name + path).then();
    }

    /** Appends an event, and returns its position. */
    public static long append(String name, String aggregateId) {
        return JsonBody.of(post(name, "/aggregates/" + aggregateId + "/events", "{\"eventType\":\"Happened\"}")
                        .statusCode(201)
                        .extract())
                .longAt("lastPosition");
    }
}
