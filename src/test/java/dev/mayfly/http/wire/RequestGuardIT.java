package dev.mayfly.http.wire;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.RawHttp.Answer;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two readers would understand differently, or nobody at all: refused, and nothing after them is read. */
@ServerTest
class RequestGuardIT {
    private static final String POST = "POST /stores/default/search HTTP/1.1\r\n";
    private static final String GET = "GET /version HTTP/1.1\r\n";
    private static final String HOST = "Host: localhost\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String VALID = GET + HOST + "\r\n";

    static Stream<Arguments> ofTwoMeanings() {
        return Stream.of(
                        // Of the body's length.
                        POST + HOST + "Transfer-Encoding: gzip\r\n\r\n",
                        POST + HOST + "Transfer-Encoding: identity\r\n\r\n",
                        POST + HOST + "Transfer-Encoding: \r\n\r\n",
                        POST + HOST + "Transfer-Encoding: xchunked\r\n\r\n",
                        POST + HOST + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n",
                        POST + HOST + "Transfer-Encoding: \"chunked\"\r\n\r\n",
                        POST + HOST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
                        POST + HOST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
                        POST + HOST + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
                        POST + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                        POST + HOST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                        POST + HOST + "Transfer-Encoding: gzip\r\n" + CHUNKED + "\r\n0\r\n\r\n",
                        POST + HOST + CHUNKED + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                        POST + HOST + CHUNKED + CHUNKED + "\r\n0\r\n\r\n",
                        POST + HOST + CHUNKED + "Content-Length: 5\r\n\r\n0\r\n\r\n",
                        POST + HOST + "Content-Length: 5\r\n" + CHUNKED + "\r\n0\r\n\r\n",
                        POST + HOST + "Content-Length: 0\r\nTransfer-Encoding: gzip\r\n\r\n",
                        POST.replace("1.1", "1.0") + HOST + CHUNKED + "\r\n0\r\n\r\n",
                        POST + HOST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                        POST + HOST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                        POST + HOST + "Content-Length: 2, 2\r\n\r\n{}",
                        POST + HOST + "Content-Length: +2\r\n\r\n{}",
                        POST + HOST + "Content-Length: -2\r\n\r\n{}",
                        POST + HOST + "Content-Length: 0x2\r\n\r\n{}",
                        POST + HOST + "Content-Length:\r\n 2\r\n\r\n{}",
                        POST + HOST + "Content-Length: 99999999999999999999\r\n\r\n{}",
                        POST + HOST + "Content-Length : 2\r\n\r\n{}",
                        // Of the host.
                        GET + "\r\n",
                        GET + "Host: \r\n\r\n",
                        GET + HOST + HOST + "\r\n",
                        GET + HOST + "Host: other\r\n\r\n",
                        GET + "Host: localhost, other\r\n\r\n",
                        GET + "Host: local host\r\n\r\n",
                        GET + "Host: localhost/version\r\n\r\n",
                        GET + "Host: localhost:80:80\r\n\r\n",
                        "GET http://other/version HTTP/1.1\r\n" + HOST + "\r\n",
                        // Of lines and words.
                        GET + " X: folded\r\n" + HOST + "\r\n",
                        GET + "X: a\n" + HOST + "\r\n",
                        GET + "X: a\rb\r\n" + HOST + "\r\n",
                        GET + "X: a\u0000b\r\n" + HOST + "\r\n",
                        GET + "X y: a\r\n" + HOST + "\r\n",
                        GET + "X\r\n" + HOST + "\r\n",
                        "GET /version HTTP/1.2\r\n" + HOST + "\r\n",
                        "GET /version HTTP/3.0\r\n" + HOST + "\r\n",
                        "GET /version http/1.1\r\n" + HOST + "\r\n",
                        "GET /version HTTP/1.1 HTTP/1.1\r\n" + HOST + "\r\n",
                        "GET /version\r\n" + HOST + "\r\n",
                        "GE(T /version HTTP/1.1\r\n" + HOST + "\r\n",
                        "nonsense\r\n\r\n",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("ofTwoMeanings")
    void a_request_of_two_meanings_is_the_last_of_its_connection(String request) {
        assertRefused(request, 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n{}\r\n0\r\n\r\n",
                "-2\r\n{}\r\n0\r\n\r\n",
                "\r\n{}\r\n0\r\n\r\n",
                "2\n{}\r\n0\r\n\r\n",
                "2\r\n{}XX0\r\n\r\n",
                "100000000\r\n{}\r\n0\r\n\r\n"
            })
    void a_body_whose_chunks_cannot_be_told_apart_is_refused(String body) {
        assertRefused(POST + HOST + JSON + CHUNKED + "\r\n" + body, 400, "invalid-request");
    }

    @Test
    void a_request_line_or_headers_that_are_too_long_are_told_with_their_limit() {
        String line = "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n";
        assertThat(assertRefused(line, 414, "too-large").json().intAt("limit")).isEqualTo(16_384);
        String headers = GET + HOST + "X: " + "a".repeat(30_000) + "\r\n\r\n";
        assertThat(assertRefused(headers, 431, "too-large").json().intAt("limit"))
                .isEqualTo(20 * 1024);
        String trailers = POST + HOST + JSON + CHUNKED + "\r\n2\r\n{}\r\n0\r\nX: " + "a".repeat(30_000) + "\r\n\r\n";
        assertThat(assertRefused(trailers, 431, "too-large").json().textAt("detail"))
                .contains("quarkus.http.limits.max-header-size");
    }

    @Test
    void requests_before_it_are_answered_first() {
        try (RawHttp http = RawHttp.open()) {
            String search = POST + HOST + JSON + "Content-Length: 2\r\n\r\n{}";
            http.send(VALID + search + GET + HOST + HOST + "\r\n" + VALID);
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.answer().status()).isEqualTo(200);
            assertProblem(http.answer(), 400, "invalid-request");
            assertEnds(http);
        }
    }

    @Test
    void it_is_refused_in_pieces_too() {
        String request = POST + HOST + "Transfer-Encoding: gzip\r\n\r\n" + VALID;
        try (RawHttp http = RawHttp.open()) {
            for (int i = 0; i < request.length(); i++) {
                http.send(request.substring(i, i + 1));
            }
            assertProblem(http.answer(), 400, "invalid-request");
            assertEnds(http);
        }
    }

    @Test
    void nothing_after_a_body_of_two_lengths_is_read_in_http_1_0() {
        String store = Stores.name();
        try (RawHttp http = RawHttp.open()) {
            http.send(POST.replace("1.1", "1.0") + HOST + JSON + "Connection: keep-alive\r\n"
                    + "Content-Length: 2\r\nContent-Length: 90\r\n\r\n{}" + making(store));
            assertThat(http.answer().status()).isEqualTo(200);
            assertEnds(http);
        }
        given().get("/stores/" + store).then().statusCode(404);
    }

    @Test
    void a_refused_request_for_the_head_alone_is_answered_with_the_head_alone() {
        try (RawHttp http = RawHttp.open()) {
            http.send("HEAD /version HTTP/1.1\r\n" + HOST + HOST + "\r\n");
            assertThat(http.head()).isEqualTo(400);
            assertEnds(http);
        }
    }

    @SuppressWarnings("StringConcatToTextBlock") // The ends of the lines are what is tested.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://localhost/version HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /version HTTP/1.1\r\nHost: LOCALHOST:80\r\n\r\n",
                "GET /version HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
                "GET /q/health/live HTTP/1.1\r\nHost: a_b.example\r\n\r\n",
                "GET /version HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
                "GET /version HTTP/1.1\r\nHost: localhost\r\nX: a\r\n  folded\r\n\r\n",
                "GET /version HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
                "GET /version HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
                "POST /stores/default/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: Chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\nX: trailer\r\n\r\n"
            })
    void a_valid_request_keeps_its_connection(String request) {
        try (RawHttp http = RawHttp.open()) {
            http.send(request + request);
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }

    /** Sends a request with another behind it, which nobody may take for one. */
    private static Answer assertRefused(String request, int status, String slug) {
        String store = Stores.name();
        Answer answer;
        try (RawHttp http = RawHttp.open()) {
            http.send(request + making(store));
            answer = http.answer();
            assertProblem(answer, status, slug);
            assertEnds(http);
        }
        given().get("/stores/" + store).then().statusCode(404);
        return answer;
    }

    private static String making(String store) {
        return "PUT /stores/" + store + " HTTP/1.1\r\n" + HOST + JSON + "Content-Length: 2\r\n\r\n{}";
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers())
                .containsAllEntriesOf(Map.of("content-type", "application/problem+json", "connection", "close"));
        assertThat(answer.json().textAt("type")).isEqualTo("urn:mayfly:problem:" + slug);
        assertThat(answer.json().intAt("status")).isEqualTo(status);
        if (status == 400) {
            assertThat(answer.json().<List<?>>valueAt("violations")).isNotEmpty();
        }
    }

    private static void assertEnds(RawHttp http) {
        assertThatThrownBy(http::answer).hasMessageContaining("ended without an answer");
    }
}
