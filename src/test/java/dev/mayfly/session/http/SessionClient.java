package dev.mayfly.session.http;

import static io.restassured.RestAssured.given;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** Short words for what tests ask of sessions, in a store of their own whose clock stands. */
final class SessionClient {
    static final String BEGIN = "2026-01-01T00:00:00Z";

    final String store = "sessions-" + UUID.randomUUID();

    SessionClient() {
        json("{\"clock\":{\"mode\":\"frozen\",\"at\":\"" + BEGIN + "\"}}")
                .put("/stores/" + store)
                .then()
                .statusCode(201);
    }

    /** A session that has just been started. */
    record Started(String id, String handle) {}

    static RequestSpecification request() {
        return given().urlEncodingEnabled(false);
    }

    static RequestSpecification json(String body) {
        return of("application/json", body);
    }

    static RequestSpecification of(String contentType, String body) {
        return Requests.of(contentType, body).urlEncodingEnabled(false);
    }

    /** Returns a path in this store. */
    String in(String path) {
        return path + (path.contains("?") ? "&" : "?") + "store=" + store;
    }

    static String newId() {
        return "client-" + UUID.randomUUID();
    }

    static String handle(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return "session-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    Started start(String body) {
        Response answer = json(body).post(in("/sessions"));
        answer.then().statusCode(201);
        JsonBody session = JsonBody.of(answer);
        return new Started(session.valueAt("sessionId"), session.valueAt("handle"));
    }

    ValidatableResponse post(String path, String body) {
        return json(body).post(in(path)).then();
    }

    ValidatableResponse put(String id, String body) {
        return json(body).put(in("/sessions/" + id)).then();
    }

    ValidatableResponse patch(String path, String body) {
        return of("application/merge-patch+json", body).patch(in(path)).then();
    }

    ValidatableResponse get(String path) {
        return request().get(in(path)).then();
    }

    ValidatableResponse delete(String path) {
        return request().delete(in(path)).then();
    }

    void advance(String by) {
        json("{\"by\":\"" + by + "\"}")
                .post("/stores/" + store + "/clock/advance")
                .then()
                .statusCode(200);
    }

    /** Returns the whole text of the store's events. */
    String export() {
        return export(store);
    }

    static String export(String store) {
        return request()
                .get("/stores/" + store + "/export")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** Returns how many events of a type the store has. */
    long count(String eventType) {
        return count(store, eventType);
    }

    static long count(String store, String eventType) {
        return JsonBody.of(request()
                        .get("/stores/" + store + "/events?eventType=" + eventType)
                        .then()
                        .statusCode(200)
                        .extract())
                .listAt("events")
                .size();
    }
}
