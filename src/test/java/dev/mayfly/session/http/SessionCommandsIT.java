package dev.mayfly.session.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.session.http.SessionClient.json;
import static dev.mayfly.session.http.SessionClient.newId;
import static dev.mayfly.session.http.SessionClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Tags;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.session.http.SessionClient.Started;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting, changing, using, rotating and ending single sessions. */
@ServerTest
class SessionCommandsIT {
    private SessionClient sessions;

    @BeforeEach
    void store() {
        sessions = new SessionClient();
    }

    private static void refused(ValidatableResponse answer, int status, String slug) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .header("Cache-Control", is("no-store"))
                .body(at("type", is("urn:mayfly:problem:" + slug)));
    }

    private static void invalid(ValidatableResponse answer, String field) {
        refused(answer, 400, "invalid-request");
        answer.body(at("violations[0].field", is(field)));
    }

    @Test
    void a_session_starts_with_an_id_that_only_this_answer_contains() {
        ValidatableResponse answer = sessions.post(
                        "/sessions",
                        "{\"userId\":\"ann\",\"organizationId\":\"acme\",\"attributes\":{\"a\":1.0},\"ttl\":\"PT20M\","
                                + "\"maxLifetime\":\"P1D\"}")
                .statusCode(201)
                .header("ETag", Tags.version(1))
                .header("Cache-Control", is("no-store"))
                .header("Mayfly-Position", is("1"))
                .body(at("sessionId", matchesPattern("[A-Za-z0-9_-]{43}")))
                .body(at("handle", matchesPattern("session-[A-Za-z0-9_-]{43}")))
                .body(at("userId", is("ann")))
                .body(at("organizationId", is("acme")))
                .body(at("createdAt", is(SessionClient.BEGIN)))
                .body(at("lastAccessedAt", is(SessionClient.BEGIN)))
                .body(at("expiresAt", is("2026-01-01T00:20:00Z")))
                .body(at("ttl", is("PT20M")))
                .body(at("maxLifetime", is("P1D")))
                .body(at("version", is(1)))
                .body(containsString("\"attributes\":{\"a\":1.0}"));
        JsonBody session = JsonBody.of(answer.extract());
        String id = session.valueAt("sessionId");
        String handle = session.valueAt("handle");
        assertThat(handle).isEqualTo(SessionClient.handle(id));
        answer.header("Location", endsWith("/sessions/by-handle/" + handle + "?store=" + sessions.store));
        sessions.get("/sessions/" + id).statusCode(200).body(at("sessionId", nullValue()));
        assertThat(sessions.export()).doesNotContain(id).contains(handle);
    }

    @Test
    void everything_is_optional_in_a_start() {
        request()
                .post(sessions.in("/sessions"))
                .then()
                .statusCode(201)
                .body(at("attributes.size()", is(0)))
                .body(at("ttl", is("PT30M")))
                .body(at("userId", nullValue()))
                .body(at("maxLifetime", nullValue()));
    }

    @Test
    void an_id_of_the_client_starts_a_session_and_then_changes_it() {
        String id = newId();
        sessions.put(id, "{\"userId\":\"ann\",\"attributes\":{\"a\":1,\"b\":2}}")
                .statusCode(201)
                .header("Location", containsString("/sessions/by-handle/" + SessionClient.handle(id)))
                .body(at("sessionId", nullValue()));
        sessions.put(id, "{\"attributes\":{\"b\":2,\"c\":3}}")
                .statusCode(200)
                .header("ETag", Tags.version(2))
                .body(at("userId", is("ann")))
                .body(containsString("\"attributes\":{\"b\":2,\"c\":3}"));
        sessions.put(id, "{\"userId\":null,\"ttl\":\"PT1H\",\"maxLifetime\":\"PT1S\"}")
                .statusCode(200)
                .body(at("userId", nullValue()))
                .body(at("ttl", is("PT1H")))
                .body(at("maxLifetime", nullValue()))
                .body(at("version", is(3)));
        sessions.get("/sessions/" + id + "/history")
                .body(at("events[1].eventType", is("SessionAttributesChanged")))
                .body(containsString("\"data\":{\"set\":{\"c\":3},\"removed\":[\"a\"]}"))
                .body(at("events[2].eventType", is("SessionChanged")));
    }

    @Test
    void a_put_that_changes_nothing_is_recorded_as_little_as_a_touch() {
        String id = newId();
        String body = "{\"userId\":\"ann\",\"attributes\":{\"a\":[1, 2]},\"ttl\":\"PT30M\"}";
        sessions.put(id, body).statusCode(201);
        sessions.advance("PT1M");
        sessions.put(id, body)
                .statusCode(200)
                .header("Mayfly-Position", is("1"))
                .body(at("version", is(1)))
                .body(at("expiresAt", is("2026-01-01T00:31:00Z")));
        assertThat(sessions.count("SessionTouched")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?touch=true", "?minPosition=1"})
    void a_session_is_read_by_its_id_and_by_its_handle(String query) {
        Started session = sessions.start("{\"userId\":\"ann\"}");
        for (String path : new String[] {"/sessions/" + session.id(), "/sessions/by-handle/" + session.handle()}) {
            sessions.get(path + query)
                    .statusCode(200)
                    .header("ETag", Tags.version(1))
                    .header("Cache-Control", is("no-store"))
                    .header("Mayfly-Position", is("1"))
                    .body(at("handle", is(session.handle())));
        }
    }

    @Test
    void attributes_come_back_byte_for_byte() {
        String attributes = "{\"n\":1.0, \"big\":12345678901234567890, \"e\":1e400, \"o\":{\"z\":1,\"a\":{\"z\":1}},"
                + "\"u\":\"\\u00e9\"}";
        Started session = sessions.start("{\"attributes\":" + attributes + "}");
        sessions.get("/sessions/" + session.id()).body(containsString("\"attributes\":" + attributes));
        sessions.patch("/sessions/" + session.id(), "{\"o\":null,\"new\":{\"x\": 1.10}}")
                .statusCode(200)
                .body(containsString("\"n\":1.0,\"big\":12345678901234567890,\"e\":1e400,\"u\":\"\\u00e9\","));
    }

    @Test
    void a_patch_merges_objects_and_removes_with_null() {
        Started session = sessions.start("{\"attributes\":{\"a\":{\"x\":1.0,\"y\":2},\"b\":1}}");
        sessions.patch("/sessions/" + session.id(), "{\"a\":{\"y\":null,\"z\":3},\"b\":null,\"c\":{\"d\":null}}")
                .statusCode(200)
                .body(at("version", is(2)))
                .body(containsString("\"attributes\":{\"a\":{\"x\":1.0,\"z\":3},\"c\":{}}"));
        sessions.patch("/sessions/by-handle/" + session.handle(), "{\"c\":{}}")
                .statusCode(200)
                .body(at("version", is(2)));
        sessions.get("/sessions/" + session.id() + "/history")
                .body(containsString("{\"set\":{\"a\":{\"x\":1.0,\"z\":3},\"c\":{}},\"removed\":[\"b\"]}"));
    }

    @Test
    void a_patch_has_a_media_type_of_its_own() {
        Started session = sessions.start("{}");
        refused(json("{}").patch(sessions.in("/sessions/" + session.id())).then(), 415, "unsupported-media-type");
        invalid(sessions.patch("/sessions/" + session.id(), "[]"), "");
        refused(sessions.patch("/sessions/" + session.id(), "{"), 400, "malformed-json");
    }

    @Test
    void a_touch_moves_the_expiry_at_once_and_is_recorded_once_in_a_while() {
        Started session = sessions.start("{\"ttl\":\"PT30M\",\"maxLifetime\":\"PT40M\"}");
        String touch = "/sessions/" + session.id() + "/touch";
        sessions.advance("PT1M");
        sessions.post(touch, "").statusCode(200).body(is("{\"expiresAt\":\"2026-01-01T00:31:00Z\"}"));
        sessions.advance("PT1M");
        sessions.get("/sessions/" + session.id() + "?touch=true")
                .statusCode(200)
                .header("ETag", Tags.version(1))
                .body(at("expiresAt", is("2026-01-01T00:32:00Z")));
        assertThat(sessions.count("SessionTouched")).isZero();
        sessions.advance("PT1M");
        sessions.post(touch, "{}").body(at("expiresAt", is("2026-01-01T00:33:00Z")));
        assertThat(sessions.count("SessionTouched")).isOne();
        sessions.advance("PT10M");
        sessions.post(touch, "").body(at("expiresAt", is("2026-01-01T00:40:00Z")));
        sessions.get("/sessions/" + session.id()).body(at("version", is(1)));
    }

    @Test
    void a_ttl_in_a_touch_becomes_the_sessions() {
        Started session = sessions.start("{}");
        sessions.post("/sessions/" + session.id() + "/touch", "{\"ttl\":\"PT2H\"}")
                .statusCode(200)
                .body(at("expiresAt", is("2026-01-01T02:00:00Z")));
        sessions.get("/sessions/" + session.id()).body(at("ttl", is("PT2H"))).body(at("version", is(2)));
    }

    @Test
    void a_rotation_gives_the_session_another_id_at_once() {
        Started session = sessions.start("{\"attributes\":{\"cart\":1}}");
        String newId = JsonBody.of(sessions.post(
                                "/sessions/" + session.id() + "/rotate",
                                "{\"userId\":\"ann\",\"organizationId\":\"acme\",\"ttl\":\"PT1H\"}")
                        .statusCode(200)
                        .body(at("handle", is(session.handle())))
                        .body(at("userId", is("ann")))
                        .body(at("ttl", is("PT1H")))
                        .body(at("attributes.cart", is(1)))
                        .body(at("sessionId", not(session.id())))
                        .extract())
                .valueAt("sessionId");
        sessions.get("/sessions/" + newId).statusCode(200);
        refused(sessions.get("/sessions/" + session.id()), 404, "not-found");
        refused(sessions.patch("/sessions/" + session.id(), "{}"), 404, "not-found");
        refused(sessions.post("/sessions/" + session.id() + "/touch", ""), 404, "not-found");
        refused(sessions.post("/sessions/" + session.id() + "/rotate", ""), 404, "not-found");
        refused(sessions.get("/sessions/" + session.id() + "/history"), 404, "not-found");
        refused(sessions.put(session.id(), "{}"), 410, "session-ended");
        sessions.delete("/sessions/" + session.id()).statusCode(204);
        sessions.get("/sessions/" + newId).statusCode(200);
        assertThat(sessions.export()).doesNotContain(session.id()).doesNotContain(newId);
    }

    @Test
    void a_rotation_takes_an_id_of_the_client_that_was_never_used() {
        Started session = sessions.start("{}");
        Started other = sessions.start("{}");
        String rotate = "/sessions/" + session.id() + "/rotate";
        String id = newId();
        sessions.post(rotate, "{\"sessionId\":\"" + id + "\"}").statusCode(200).body(at("sessionId", is(id)));
        for (String used : new String[] {session.id(), other.id(), id}) {
            invalid(sessions.post("/sessions/" + id + "/rotate", "{\"sessionId\":\"" + used + "\"}"), "sessionId");
        }
        invalid(sessions.post("/sessions/" + id + "/rotate", "{\"sessionId\":\"short\"}"), "sessionId");
        invalid(
                sessions.post("/sessions/" + id + "/rotate", "{\"sessionId\":\"" + other.handle() + "\"}"),
                "sessionId");
        refused(sessions.put(session.id(), "{}"), 410, "session-ended");
    }

    @Test
    void an_end_is_final() {
        String id = newId();
        sessions.put(id, "{\"userId\":\"ann\"}").statusCode(201);
        sessions.delete("/sessions/" + id + "?reason=logout")
                .statusCode(204)
                .header("Mayfly-Position", is("2"))
                .header("Cache-Control", is("no-store"));
        sessions.delete("/sessions/" + id).statusCode(204);
        sessions.delete("/sessions/by-handle/" + SessionClient.handle(id)).statusCode(204);
        refused(sessions.get("/sessions/" + id), 404, "not-found");
        refused(sessions.get("/sessions/by-handle/" + SessionClient.handle(id)), 404, "not-found");
        refused(sessions.put(id, "{\"userId\":\"ann\"}"), 410, "session-ended");
        sessions.get("/sessions/" + id + "/history")
                .statusCode(200)
                .body(at("handle", is(SessionClient.handle(id))))
                .body(at("events.size()", is(2)))
                .body(at("events[1].eventType", is("SessionEnded")))
                .body(at("events[1].data.reason", is("logout")));
        assertThat(sessions.count("SessionEnded")).isOne();
    }

    @Test
    void a_session_is_ended_by_its_handle() {
        Started session = sessions.start("{}");
        sessions.delete("/sessions/by-handle/" + session.handle()).statusCode(204);
        refused(sessions.get("/sessions/" + session.id()), 404, "not-found");
    }

    @Test
    void self_stands_for_the_id_in_a_header() {
        String id = newId();
        json("{\"userId\":\"ann\"}")
                .header("Mayfly-Session", id)
                .put(sessions.in("/sessions/self"))
                .then()
                .statusCode(201);
        request()
                .header("Mayfly-Session", id)
                .get(sessions.in("/sessions/self"))
                .then()
                .statusCode(200)
                .body(at("userId", is("ann")));
        request()
                .header("Mayfly-Session", id)
                .post(sessions.in("/sessions/self/touch"))
                .then()
                .statusCode(200);
        request()
                .header("Mayfly-Session", id)
                .get(sessions.in("/sessions/self/history"))
                .then()
                .statusCode(200);
        request()
                .header("Mayfly-Session", id)
                .delete(sessions.in("/sessions/self"))
                .then()
                .statusCode(204);
        invalid(sessions.get("/sessions/self"), "Mayfly-Session");
    }

    @Test
    void an_expected_version_is_that_of_the_holder() {
        Started session = sessions.start("{}");
        String path = "/sessions/" + session.id();
        String tag = sessions.get(path).extract().header("ETag");
        sessions.advance("PT5M");
        sessions.post(path + "/touch", "").statusCode(200).header("ETag", is(tag));
        json("{\"attributes\":{\"a\":1}}")
                .header("If-Match", tag)
                .put(sessions.in(path))
                .then()
                .statusCode(200)
                .header("ETag", Tags.version(3));
        ValidatableResponse late = json("{\"attributes\":{\"a\":2}}")
                .header("If-Match", tag)
                .put(sessions.in(path))
                .then();
        refused(late, 412, "version-conflict");
        late.body(at("aggregateId", is(session.handle())))
                .body(at("expectedVersion", is(1)))
                .body(at("actualVersion", is(3)));
        for (String call : new String[] {"/touch", "/rotate"}) {
            refused(
                    request()
                            .header("If-Match", "\"1\"")
                            .post(sessions.in(path + call))
                            .then(),
                    412,
                    "version-conflict");
        }
        refused(request().header("If-Match", "\"1\"").delete(sessions.in(path)).then(), 412, "version-conflict");
        request().header("If-None-Match", tag).get(sessions.in(path)).then().statusCode(200);
        request().header("If-Match", "\"3\"").delete(sessions.in(path)).then().statusCode(204);
        refused(
                json("{}")
                        .header("If-Match", "*")
                        .put(sessions.in("/sessions/" + newId()))
                        .then(),
                412,
                "version-conflict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ttl\":\"PT0.5S\"} | ttl",
                "{\"ttl\":\"P366D\"} | ttl",
                "{\"ttl\":30} | ttl",
                "{\"maxLifetime\":\"x\"} | maxLifetime",
                "{\"userId\":7} | userId",
                "{\"userId\":\"\"} | userId",
                "{\"organizationId\":\"a\\u0000\"} | organizationId",
                "{\"attributes\":[]} | attributes",
                "{\"attributes\":{\"a\":1,\"a\":2}} | attributes",
                "{\"ttl\":\"PT1M\",\"ttl\":\"PT1M\"} | ttl",
                "{\"user\":\"a\"} | user",
                "[] | ''"
            })
    void a_wrong_member_is_named(String body, String field) {
        invalid(sessions.post("/sessions", body), field);
        invalid(sessions.put(newId(), body), field);
        assertThat(sessions.export()).isEmpty();
    }

    @Test
    void attributes_have_a_limit() {
        String large = "{\"attributes\":{\"a\":\"" + "x".repeat(65_536) + "\"}}";
        refused(sessions.post("/sessions", large), 413, "too-large");
        Started session = sessions.start("{\"attributes\":{\"a\":\"" + "x".repeat(60_000) + "\"}}");
        ValidatableResponse answer =
                sessions.patch("/sessions/" + session.id(), "{\"b\":\"" + "x".repeat(6_000) + "\"}");
        refused(answer, 413, "too-large");
        answer.body(at("limit", is(65_536))).body(at("detail", containsString("mayfly.sessions.max-size")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with%20space-and-more", "with%2Fslash-and-more", "%E4%BD%A0-0123456789abcdef"})
    void a_text_of_another_form_names_no_session(String id) {
        invalid(sessions.put(id, "{}"), "sessionId");
        refused(sessions.get("/sessions/" + id), 404, "not-found");
        refused(sessions.patch("/sessions/" + id, "{}"), 404, "not-found");
        refused(sessions.post("/sessions/" + id + "/touch", ""), 404, "not-found");
        sessions.delete("/sessions/" + id).statusCode(204);
    }

    @Test
    void a_handle_is_never_taken_for_an_id() {
        Started session = sessions.start("{}");
        refused(sessions.get("/sessions/" + session.handle()), 404, "not-found");
        invalid(sessions.put(session.handle(), "{}"), "sessionId");
        sessions.delete("/sessions/" + session.handle()).statusCode(204);
        sessions.get("/sessions/" + session.id()).statusCode(200);
    }

    @Test
    void an_idempotency_key_is_refused_throughout() {
        Started session = sessions.start("{}");
        for (String path : new String[] {"/sessions", "/sessions/" + session.id(), "/sessions/statistics"}) {
            invalid(
                    request()
                            .header("Idempotency-Key", "k")
                            .get(sessions.in(path))
                            .then(),
                    "Idempotency-Key");
        }
        invalid(
                json("{}")
                        .header("Idempotency-Key", "k")
                        .post(sessions.in("/sessions"))
                        .then(),
                "Idempotency-Key");
    }

    @Test
    void the_trace_context_of_a_request_is_in_its_events() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        json("{}")
                .header("traceparent", trace)
                .post(sessions.in("/sessions"))
                .then()
                .statusCode(201);
        assertThat(sessions.export()).contains(trace);
    }
}
