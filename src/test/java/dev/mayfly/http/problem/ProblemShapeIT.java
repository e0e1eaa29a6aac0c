package dev.mayfly.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that goes wrong is told as a problem, whatever was asked for. */
@ServerTest
class ProblemShapeIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/nowhere/at/all",
                "/q/nowhere",
                "/stores/default/nowhere",
                "/version/of/what",
                "/favicon.nothing"
            })
    void a_path_that_does_not_exist_is_not_found(String path) {
        assertProblem(RawHttp.get(path), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /version, 'GET, HEAD, OPTIONS'",
        "POST, /version, 'GET, HEAD, OPTIONS'",
        "PUT, /stores/default/events, POST",
        "PATCH, /stores/default/aggregates/a/events, POST",
        "BREW, /version, GET"
    })
    void a_wrong_method_is_told_with_the_right_ones(String method, String path, String allowed) {
        RawHttp.Answer answer = send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().get("allow")).contains(allowed.split(", "));
    }

    @Test
    void a_form_that_cannot_be_had_is_not_acceptable() {
        assertProblem(
                send("GET /version HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n"), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/version%2", "/%zz", "/a%FF", "/a//b", "/a/../b", "/./a", "/a/%2E%2E/b", "/é"})
    void a_malformed_path_is_an_invalid_request(String path) {
        JsonBody problem = assertProblem(RawHttp.get(path), 400, "invalid-request");
        assertThat(problem.textAt("violations[0].field")).isEqualTo("path");
    }

    @ParameterizedTest
    @CsvSource({"/version?x=1, x", "/version?%, query string", "/version?a=%zz, a", "/version?a=1&a=2, a"})
    void a_parameter_that_is_not_known_is_an_invalid_request(String path, String field) {
        JsonBody problem = assertProblem(RawHttp.get(path), 400, "invalid-request");
        assertThat(problem.textAt("violations[0].field")).isEqualTo(field);
    }

    @Test
    void the_answer_to_head_has_no_body() {
        assertThat(send("HEAD /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .status())
                .isEqualTo(404);
    }

    private static JsonBody assertProblem(RawHttp.Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
        JsonBody problem = answer.json();
        assertThat(problem.textAt("type")).isEqualTo("urn:mayfly:problem:" + slug);
        assertThat(problem.intAt("status")).isEqualTo(status);
        assertThat(problem.textAt("title")).isNotBlank();
        assertThat(problem.textAt("detail")).isNotBlank();
        return problem;
    }

    private static RawHttp.Answer send(String request) {
        try (RawHttp http = RawHttp.open()) {
            http.send(request);
            return http.answer();
        }
    }
}
