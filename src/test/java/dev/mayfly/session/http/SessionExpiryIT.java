package dev.mayfly.session.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.session.http.SessionClient.json;
import static dev.mayfly.session.http.SessionClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.session.http.SessionClient.Started;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expiry by the store's clock, in forks, snapshots and imports; and what no other call may append. */
@ServerTest
class SessionExpiryIT {
    private SessionClient sessions;

    @BeforeEach
    void store() {
        sessions = new SessionClient();
    }

    private String other(String body) {
        String name = "sessions-" + UUID.randomUUID();
        json(body).put("/stores/" + name).then().statusCode(201);
        return name;
    }

    @Test
    void what_falls_due_by_an_advance_has_happened_in_order_before_its_answer() {
        sessions.start("{\"ttl\":\"PT20M\"}");
        sessions.start("{\"ttl\":\"PT10M\"}");
        Started live = sessions.start("{\"ttl\":\"PT2H\"}");
        sessions.advance("PT30M");
        JsonBody expired = JsonBody.of(request()
                .get("/stores/" + sessions.store + "/events?eventType=SessionExpired&sort=position")
                .then()
                .extract());
        assertThat(expired.<String>listAt("events.timestamp"))
                .containsExactly("2026-01-01T00:10:00Z", "2026-01-01T00:20:00Z");
        assertThat(expired.<String>listAt("events.recordedAt"))
                .containsExactly("2026-01-01T00:10:00Z", "2026-01-01T00:20:00Z");
        sessions.get("/sessions").body(at("sessions.size()", is(1))).body(at("sessions[0].handle", is(live.handle())));
        sessions.advance("P1D");
        assertThat(sessions.count("SessionExpired")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1800", "\"30m\"", "{}", "true"})
    void a_ttl_that_is_no_duration_is_refused_with_one_that_is(String ttl) {
        sessions.post("/sessions", "{\"ttl\":" + ttl + "}")
                .statusCode(400)
                .body(at("violations[0].field", is("ttl")))
                .body(at(
                        "violations[0].message",
                        containsString("ISO 8601 duration from PT1S to P365D, such as PT30M")));
    }

    @Test
    void an_expired_session_stays_so_when_the_clock_is_set_back() {
        Started session = sessions.start("{}");
        sessions.advance("PT30M");
        sessions.get("/sessions/" + session.id()).statusCode(404);
        json("{\"mode\":\"frozen\",\"at\":\"" + SessionClient.BEGIN + "\"}")
                .put("/stores/" + sessions.store + "/clock")
                .then()
                .statusCode(200);
        sessions.get("/sessions/" + session.id()).statusCode(404);
        sessions.put(session.id(), "{}").statusCode(410);
        sessions.advance("PT2H");
        assertThat(sessions.count("SessionExpired")).isOne();
    }

    @Test
    void a_running_clock_expires_sessions_whether_or_not_anyone_looks() {
        String store = other("{}");
        String handle = JsonBody.of(json("{\"ttl\":\"PT1S\"}")
                        .post("/sessions?store=" + store)
                        .then()
                        .statusCode(201)
                        .extract())
                .valueAt("handle");
        request()
                .get("/stores/" + store + "/events?eventType=SessionExpired&minCount=1&wait=PT20S")
                .then()
                .body(at("satisfied", is(true)))
                .body(at("events.size()", is(1)));
        request().get("/stores/" + store + "/aggregates/" + handle).then().body(at("version", is(2)));
    }

    @Test
    void a_fork_has_the_sessions_of_its_parent_under_their_ids_and_a_clock_of_its_own() {
        Started session = sessions.start("{\"userId\":\"ann\"}");
        sessions.advance("PT1M");
        sessions.post("/sessions/" + session.id() + "/touch", "").statusCode(200);
        String fork = "fork-" + UUID.randomUUID();
        json("{\"name\":\"" + fork + "\"}")
                .post("/stores/" + sessions.store + "/forks")
                .then()
                .statusCode(201);
        request()
                .get("/sessions/" + session.id() + "?store=" + fork)
                .then()
                .statusCode(200)
                .body(at("expiresAt", is("2026-01-01T00:31:00Z")));
        request().delete("/sessions/" + session.id() + "?store=" + fork).then().statusCode(204);
        sessions.get("/sessions/" + session.id()).statusCode(200);
        String ahead = "fork-" + UUID.randomUUID();
        json("{\"name\":\"" + ahead + "\",\"clock\":{\"mode\":\"frozen\",\"at\":\"2026-01-01T01:00:00Z\"}}")
                .post("/stores/" + sessions.store + "/forks")
                .then()
                .statusCode(201);
        assertThat(SessionClient.count(ahead, "SessionExpired")).isOne();
        assertThat(sessions.count("SessionExpired")).isZero();
    }

    @Test
    void a_restored_store_has_the_sessions_of_its_snapshot_but_those_past_their_expiry() {
        Started brief = sessions.start("{\"ttl\":\"PT10M\"}");
        Started longer = sessions.start("{\"ttl\":\"PT2H\"}");
        request().put("/stores/" + sessions.store + "/snapshots/a").then().statusCode(201);
        sessions.delete("/sessions?all=true");
        sessions.advance("PT11M");
        request()
                .post("/stores/" + sessions.store + "/snapshots/a/restore")
                .then()
                .statusCode(204);
        assertThat(sessions.count("SessionExpired")).isOne();
        sessions.get("/sessions/" + longer.id()).statusCode(200);
        sessions.get("/sessions/" + brief.id()).statusCode(404);
    }

    @Test
    void an_import_into_an_empty_store_brings_sessions_and_those_past_their_expiry_expire() {
        Started brief = sessions.start("{\"ttl\":\"PT10M\"}");
        Started longer = sessions.start("{\"ttl\":\"PT2H\",\"attributes\":{\"a\":1.0}}");
        String id = JsonBody.of(sessions.post("/sessions/" + longer.id() + "/rotate", "")
                        .extract())
                .valueAt("sessionId");
        String target = other("{\"clock\":{\"mode\":\"frozen\",\"at\":\"2026-01-01T00:30:00Z\"}}");
        SessionClient.of("application/x-ndjson", sessions.export())
                .post("/stores/" + target + "/import")
                .then()
                .statusCode(201);
        assertThat(SessionClient.count(target, "SessionExpired")).isOne();
        request()
                .get("/sessions/" + id + "?store=" + target)
                .then()
                .statusCode(200)
                .body(containsString("{\"a\":1.0}"));
        request().get("/sessions/" + longer.id() + "?store=" + target).then().statusCode(404);
        request().get("/sessions/" + brief.id() + "?store=" + target).then().statusCode(404);
        request().post("/stores/" + target + "/reset").then().statusCode(204);
        request().get("/sessions?store=" + target).then().body(at("sessions.size()", is(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "redactions"})
    void no_other_door_appends_to_a_reserved_aggregate(String which) {
        Started session = sessions.start("{}");
        String id = which.equals("session") ? session.handle() : which;
        String event = "{\"aggregateId\":\"" + id + "\",\"eventType\":\"SessionEnded\"}";
        String stores = "/stores/" + sessions.store;
        String other = "{\"aggregateId\":\"a-1\",\"eventType\":\"X\"}";
        for (Response answer : List.of(
                json("{\"eventType\":\"X\"}").post(stores + "/aggregates/" + id + "/events"),
                json("{\"events\":[" + other + "," + event + "]}").post(stores + "/events"),
                SessionClient.of("application/x-ndjson", other + "\n" + event).post(stores + "/events"),
                json("{\"amount\":1,\"currency\":\"EUR\"}")
                        .post("/payments/" + id + "/process?store=" + sessions.store),
                SessionClient.of("application/x-ndjson", imported(id)).post(stores + "/import?mode=append"))) {
            answer.then().statusCode(403).body(at("type", is("urn:mayfly:problem:forbidden")));
        }
        request()
                .header("ce-id", "1")
                .header("ce-source", "/a")
                .header("ce-type", "X")
                .header("ce-specversion", "1.0")
                .header("ce-subject", id)
                .post(stores + "/cloudevents")
                .then()
                .statusCode(400);
        sessions.get("/sessions/" + session.id()).statusCode(200);
        assertThat(sessions.export().lines()).hasSize(1);
    }

    private static String imported(String id) {
        return "{\"position\":1,\"eventId\":\"e-1\",\"aggregateId\":\"" + id + "\",\"aggregateType\":\"Session\","
                + "\"eventType\":\"X\",\"version\":1,\"timestamp\":\"2026-01-01T00:00:00Z\","
                + "\"recordedAt\":\"2026-01-01T00:00:00Z\",\"data\":{}}";
    }

    @Test
    void other_aggregates_called_sessions_are_ordinary_ones() {
        json("{\"eventType\":\"SessionStarted\",\"aggregateType\":\"Session\",\"data\":{\"ttl\":\"PT1M\"}}")
                .post("/stores/" + sessions.store + "/aggregates/session-of-parliament/events")
                .then()
                .statusCode(201);
        sessions.get("/sessions").body(at("sessions.size()", is(0)));
    }

    @Test
    void sessions_end_and_expire_in_a_store_that_is_full() {
        String store =
                other("{\"limitBytes\":300000,\"clock\":{\"mode\":\"frozen\",\"at\":\"" + SessionClient.BEGIN + "\"}}");
        String ended = null;
        int status = 201;
        int started = 0;
        while (status == 201) {
            String id = SessionClient.newId();
            status = json("{\"userId\":\"ann\",\"attributes\":{\"a\":\"" + "x".repeat(20_000) + "\"}}")
                    .put("/sessions/" + id + "?store=" + store)
                    .statusCode();
            ended = status == 201 ? id : ended;
            started += status == 201 ? 1 : 0;
        }
        assertThat(status).isEqualTo(507);
        assertThat(started).isGreaterThan(2);
        request().post("/sessions/" + ended + "/touch?store=" + store).then().statusCode(200);
        request().delete("/sessions/" + ended + "?store=" + store).then().statusCode(204);
        json("{\"by\":\"PT10M\"}")
                .post("/stores/" + store + "/clock/advance")
                .then()
                .statusCode(200);
        json("{\"by\":\"PT1H\"}")
                .post("/stores/" + store + "/clock/advance")
                .then()
                .statusCode(200);
        assertThat(SessionClient.count(store, "SessionExpired")).isEqualTo(started - 1);
        request().get("/sessions?store=" + store).then().body(at("sessions.size()", is(0)));
    }
}
