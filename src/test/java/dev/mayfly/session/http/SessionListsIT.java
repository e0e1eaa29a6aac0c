package dev.mayfly.session.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.session.http.SessionClient.json;
import static dev.mayfly.session.http.SessionClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.session.http.SessionClient.Started;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists, statistics, histories and logging out everywhere. */
@ServerTest
class SessionListsIT {
    private static final String HANDLE = "session-" + "a".repeat(43);

    private SessionClient sessions;

    @BeforeEach
    void store() {
        sessions = new SessionClient();
    }

    private List<String> handles(String query) {
        return JsonBody.of(sessions.get("/sessions" + query).statusCode(200).extract())
                .listAt("sessions.handle");
    }

    private static void invalid(ValidatableResponse answer, String field) {
        answer.statusCode(400).body(at("violations[0].field", is(field)));
    }

    @Test
    void the_list_reads_its_own_writes() {
        assertThat(handles("")).isEmpty();
        Started ann = sessions.start("{\"userId\":\"ann\",\"organizationId\":\"acme\"}");
        Started bob = sessions.start("{\"userId\":\"bob\",\"organizationId\":\"acme\"}");
        Started nobody = sessions.start("{}");
        assertThat(handles("")).containsExactly(ann.handle(), bob.handle(), nobody.handle());
        assertThat(handles("?userId=ann")).containsExactly(ann.handle());
        assertThat(handles("?organizationId=acme")).containsExactly(ann.handle(), bob.handle());
        assertThat(handles("?organizationId=acme&userId=bob")).containsExactly(bob.handle());
        assertThat(handles("?organizationId=other&userId=bob")).isEmpty();
        sessions.put(ann.id(), "{\"userId\":\"bob\",\"organizationId\":null}").statusCode(200);
        assertThat(handles("?userId=ann")).isEmpty();
        assertThat(handles("?userId=bob")).containsExactly(ann.handle(), bob.handle());
        assertThat(handles("?organizationId=acme")).containsExactly(bob.handle());
        sessions.delete("/sessions/" + bob.id()).statusCode(204);
        assertThat(handles("?userId=bob")).containsExactly(ann.handle());
    }

    @Test
    void each_page_shows_its_own_moment() {
        List<Started> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(sessions.start("{\"userId\":\"ann\",\"attributes\":{\"n\":" + i + "}}"));
        }
        JsonBody first = JsonBody.of(
                sessions.get("/sessions?userId=ann&limit=3").statusCode(200).extract());
        assertThat(first.<String>listAt("sessions.handle"))
                .containsExactly(
                        all.get(0).handle(), all.get(1).handle(), all.get(2).handle());
        String cursor = first.valueAt("next");
        sessions.delete("/sessions/" + all.get(3).id());
        JsonBody second = JsonBody.of(
                sessions.get("/sessions?cursor=" + cursor).statusCode(200).extract());
        assertThat(second.<String>listAt("sessions.handle"))
                .containsExactly(
                        all.get(4).handle(), all.get(5).handle(), all.get(6).handle());
        sessions.get("/sessions?cursor=" + cursor + "&limit=4").body(at("next", nullValue()));
        invalid(sessions.get("/sessions?cursor=" + cursor + "&userId=bob"), "cursor");
        invalid(request().get("/sessions?cursor=" + cursor).then(), "cursor");
        invalid(sessions.get("/sessions?cursor=x"), "cursor");
        request().post("/stores/" + sessions.store + "/reset").then().statusCode(204);
        invalid(sessions.get("/sessions?cursor=" + cursor), "cursor");
        invalid(sessions.get("/sessions?limit=0"), "limit");
        invalid(sessions.get("/sessions?asOf=1"), "asOf");
    }

    @Test
    void statistics_count_what_is_live_and_what_happened_in_a_time() {
        Started ann = sessions.start("{\"organizationId\":\"acme\"}");
        sessions.start("{\"organizationId\":\"acme\",\"ttl\":\"PT1M\"}");
        sessions.start("{\"ttl\":\"PT1H\"}");
        sessions.advance("PT10M");
        sessions.start("{\"organizationId\":\"other\"}");
        sessions.delete("/sessions/" + ann.id()).statusCode(204);
        json("{\"eventType\":\"SessionStarted\",\"aggregateType\":\"Session\"}")
                .post("/stores/" + sessions.store + "/aggregates/session-of-parliament/events")
                .then()
                .statusCode(201);
        sessions.get("/sessions/statistics")
                .statusCode(200)
                .body(
                        is(
                                "{\"live\":2,\"byOrganization\":{\"other\":1,\"unknown\":1},\"started\":4,\"ended\":1,\"expired\":1}"));
        sessions.get("/sessions/statistics?from=2026-01-01T00:00:30Z&to=2026-01-01T00:05:00Z")
                .body(at("started", is(0)))
                .body(at("expired", is(1)))
                .body(at("ended", is(0)))
                .body(at("live", is(2)));
    }

    @Test
    void a_user_is_logged_out_everywhere_but_here() {
        Started here = sessions.start("{\"userId\":\"ann\"}");
        Started there = sessions.start("{\"userId\":\"ann\"}");
        Started bob = sessions.start("{\"userId\":\"bob\"}");
        sessions.delete("/sessions?userId=ann&except=" + here.handle() + "&reason=password")
                .statusCode(200)
                .header("Mayfly-Position", is("4"))
                .body(is("{\"ended\":1}"));
        assertThat(handles("")).containsExactly(here.handle(), bob.handle());
        sessions.put(there.id(), "{}").statusCode(410);
        sessions.delete("/sessions?userId=ann").body(is("{\"ended\":1}"));
        sessions.delete("/sessions?userId=ann").body(is("{\"ended\":0}"));
        sessions.delete("/sessions?all=true").body(is("{\"ended\":1}"));
        assertThat(handles("")).isEmpty();
        assertThat(sessions.count("SessionEnded")).isEqualTo(3);
    }

    @Test
    void whose_sessions_end_must_be_said() {
        invalid(sessions.delete("/sessions"), "userId");
        invalid(sessions.delete("/sessions?all=true&userId=ann"), "all");
        invalid(sessions.delete("/sessions?all=false"), "all");
        invalid(sessions.delete("/sessions?all=true&except=x"), "except");
        invalid(
                request()
                        .header("If-Match", "\"1\"")
                        .delete(sessions.in("/sessions?all=true"))
                        .then(),
                "If-Match");
    }

    @Test
    void a_history_answers_to_the_handle_and_to_the_last_id() {
        Started session = sessions.start("{\"userId\":\"ann\"}");
        String id = JsonBody.of(sessions.post("/sessions/" + session.id() + "/rotate", "")
                        .extract())
                .valueAt("sessionId");
        sessions.delete("/sessions/" + id);
        for (String path : List.of("/sessions/" + id, "/sessions/by-handle/" + session.handle())) {
            sessions.get(path + "/history")
                    .statusCode(200)
                    .body(at("handle", is(session.handle())))
                    .body(at("events.size()", is(3)))
                    .body(at("events[0].metadata.userId", is("ann")));
            request()
                    .accept("application/x-ndjson")
                    .get(sessions.in(path + "/history"))
                    .then()
                    .statusCode(200)
                    .contentType("application/x-ndjson");
        }
        sessions.get("/sessions/" + session.id() + "/history").statusCode(404);
        sessions.get("/sessions/by-handle/" + session.handle() + "/history?asOf=1")
                .body(at("events.size()", is(1)));
    }

    @Test
    void an_earlier_position_shows_a_session_from_its_start_to_its_end() {
        Started session = sessions.start("{\"userId\":\"ann\",\"ttl\":\"PT1M\"}");
        sessions.patch("/sessions/" + session.id(), "{\"a\":1}");
        sessions.advance("PT1H");
        sessions.get("/sessions/" + session.id() + "?asOf=0").statusCode(404);
        sessions.get("/sessions/" + session.id() + "?asOf=1")
                .statusCode(200)
                .header("Mayfly-Position", is("1"))
                .body(at("version", is(1)))
                .body(at("attributes.size()", is(0)));
        sessions.get("/sessions/by-handle/" + session.handle() + "?asOf=2")
                .statusCode(200)
                .body(at("attributes.a", is(1)));
        sessions.get("/sessions/" + session.id() + "?asOf=3").statusCode(404);
        invalid(sessions.get("/sessions/" + session.id() + "?asOf=1&touch=true"), "touch");
        invalid(
                request()
                        .header("Mayfly-Observer", "true")
                        .get(sessions.in("/sessions/" + session.id() + "?touch=true"))
                        .then(),
                "touch");
    }

    @Test
    void sessions_of_an_import_that_do_not_fit_are_refused_and_everything_else_goes_on() {
        String lines =
                IntStream.rangeClosed(1, 75).mapToObj(SessionListsIT::line).collect(Collectors.joining());
        String full = sessions.store + "-full";
        json("{\"limitBytes\":3145728}").put("/stores/" + full).then().statusCode(201);
        SessionClient.of("application/x-ndjson", lines)
                .post("/stores/" + full + "/import")
                .then()
                .statusCode(201);
        for (String path : List.of("/sessions", "/sessions/statistics", "/sessions/by-handle/" + HANDLE)) {
            request()
                    .get(path + "?store=" + full)
                    .then()
                    .statusCode(507)
                    .body(at("type", is("urn:mayfly:problem:store-full")), at("limitBytes", is(3145728)));
        }
        request().get("/stores/" + full + "/aggregates/" + HANDLE).then().statusCode(200);
        request().delete("/stores/" + full + "/aggregates/" + HANDLE).then().statusCode(204);
        request().get("/sessions?store=" + full).then().statusCode(200);
    }

    /** Returns a line of an export: the start of a session, or a change that adds 20 KB to it. */
    private static String line(int number) {
        String data = number == 1
                ? "{\"ttl\":\"P300D\"}"
                : "{\"set\":{\"k" + number + "\":\"" + "x".repeat(20_000) + "\"},\"removed\":[]}";
        return "{\"position\":" + number
                + String.format(",\"eventId\":\"%08d-0000-4000-8000-000000000000\"", number)
                + ",\"aggregateId\":\"" + HANDLE + "\",\"aggregateType\":\"Session\",\"eventType\":\""
                + (number == 1 ? "SessionStarted" : "SessionAttributesChanged") + "\",\"version\":" + number
                + ",\"timestamp\":\"2126-01-01T00:00:00Z\",\"recordedAt\":\"2026-01-01T00:00:00Z\",\"data\":" + data
                + "}\n";
    }
}
