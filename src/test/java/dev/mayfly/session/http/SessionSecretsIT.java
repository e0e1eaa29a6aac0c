package dev.mayfly.session.http;

import static dev.mayfly.session.http.SessionClient.json;
import static dev.mayfly.session.http.SessionClient.request;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The id of a session is in no answer but its own, and no meter; and no request, however wrong, is answered by a fault. */
@ServerTest
class SessionSecretsIT {
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final List<String> PATHS = List.of("", "/touch", "/rotate", "/history", "/other", "/touch/more");
    private static final List<String> QUERIES =
            List.of("", "touch=true", "asOf=0", "asOf=x", "limit=5", "userId=ann", "all=true", "from=x", "reason=a");
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "null",
            "{\"attributes\":{\"a\":{\"b\":[1,{\"c\":null}]}}}",
            "{\"attributes\":null,\"ttl\":null,\"userId\":null}",
            "{\"sessionId\":\"0123456789abcdef0123456789abcdef\"}",
            "{\"sessionId\":null}",
            "{\"ttl\":\"PT1M\"}",
            "{\"ttl\":\"PT99999999999999999999S\"}",
            "{\"maxLifetime\":\"P9999999D\"}",
            "{\"\\ud800\":1}",
            "{\"a\":\"\\ud800\",\"attributes\":{\"\\ud800\":1}}",
            "{\"attributes\":" + "{\"a\":".repeat(900) + "1" + "}".repeat(900) + "}",
            "\uFEFF{}",
            "{\"userId\":\"" + "u".repeat(300) + "\"}",
            "{");
    private static final List<String> TYPES = List.of(
            "application/json", "application/merge-patch+json", "text/plain", "application/json;charset=latin1");

    @Test
    void no_problem_and_no_meter_contains_an_id() {
        SessionClient sessions = new SessionClient();
        String id = SessionClient.newId();
        sessions.put(id, "{}").statusCode(201);
        StringBuilder answers = new StringBuilder();
        for (String path : PATHS) {
            for (String method : METHODS) {
                for (String suffix : List.of("", "x", "%2F", ";a", "/..", "//")) {
                    Response answer =
                            json("{\"wrong\":1}").request(method, sessions.in("/sessions/" + id + suffix + path));
                    assertThat(answer.statusCode()).isLessThan(500);
                    answers.append(answer.asString()).append(answer.headers());
                }
            }
        }
        RawHttp.Answer malformed = RawHttp.get(sessions.in("/sessions/" + id + "%zz"));
        assertThat(malformed.status()).isEqualTo(404);
        answers.append(malformed);
        assertThat(answers).doesNotContain(id);
        assertThat(given().get("/q/metrics").asString()).doesNotContain(id).contains("/sessions/{sessionId}");
        assertThat(request().get("/operations").asString()).doesNotContain(id);
        assertThat(sessions.export()).doesNotContain(id);
    }

    @Test
    void every_answer_forbids_to_store_it() {
        SessionClient sessions = new SessionClient();
        String id = SessionClient.newId();
        for (String path : List.of("/sessions", "/sessions/statistics", "/sessions/" + id, "/sessions/" + id + "/x")) {
            for (String method : METHODS) {
                request().request(method, sessions.in(path)).then().header("Cache-Control", is("no-store"));
            }
        }
    }

    @Test
    void no_request_is_answered_by_a_fault() {
        SessionClient sessions = new SessionClient();
        Random random = new Random(20_261_129);
        for (int i = 0; i < 600; i++) {
            String id = random.nextBoolean()
                    ? "0123456789abcdef0123456789abcde" + random.nextInt(10)
                    : one(
                            random,
                            List.of("", "self", "by-handle", "by-handle/x", "statistics", "%00", "a".repeat(300)));
            String path = "/sessions" + (id.isEmpty() ? "" : "/" + id) + one(random, PATHS);
            String query = one(random, QUERIES);
            Response answer = SessionClient.of(one(random, TYPES), one(random, BODIES))
                    .header("If-Match", one(random, List.of("*", "\"1\"", "x", "W/\"1-abcdef01\"")))
                    .request(one(random, METHODS), sessions.in(query.isEmpty() ? path : path + "?" + query));
            assertThat(answer.statusCode()).as("%s %s", path, query).isBetween(200, 499);
        }
    }

    private static <T> T one(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
