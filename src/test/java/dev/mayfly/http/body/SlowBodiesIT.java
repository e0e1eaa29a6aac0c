package dev.mayfly.http.body;

import static dev.mayfly.http.route.Streams.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.RawHttp.Answer;
import dev.mayfly.http.route.Requests;
import dev.mayfly.http.route.Streams;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads and bodies that dribble: refused in time, and no trouble for anybody else meanwhile. */
@ServerTest
@TestProfile(SlowBodiesIT.Impatient.class)
class SlowBodiesIT {
    private static final String HOST = "Host: localhost\r\n";

    /** A server with little patience. */
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mayfly.limits.header-time", "PT2S",
                    "mayfly.limits.body-grace", "PT2S",
                    "mayfly.limits.body-rate", "1M");
        }
    }

    private static String append(String store, String framing) {
        return "POST /stores/" + store + "/events HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n" + framing
                + "\r\n\r\n";
    }

    private static String dataImport(String store) {
        return "POST /stores/" + store + "/import HTTP/1.1\r\n" + HOST
                + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    private static void assertTooSlow(Answer answer, String setting) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(408);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("connection", "close");
        assertThat(answer.json().textAt("type")).isEqualTo("urn:mayfly:problem:invalid-request");
        assertThat(answer.json().textAt("detail")).contains(setting);
    }

    private static void assertEnds(RawHttp http) {
        assertThatThrownBy(http::answer).hasMessageContaining("ended without an answer");
    }

    @Test
    void a_body_that_stops_is_refused_and_what_it_took_is_free_at_once() {
        try (RawHttp http = RawHttp.open()) {
            http.send(append("default", "Content-Length: 1000000"));
            byte[] half = new byte[500_000];
            http.send(half, 0, half.length);
            assertTooSlow(http.answer(), "mayfly.limits.body-rate");
            assertThat(Meters.value("mayfly_requests_in_flight_bytes")).isZero();
            assertThat(Meters.value("mayfly_request_bodies")).isZero();
            assertEnds(http);
        }
    }

    @Test
    void a_body_that_dribbles_is_refused_too() throws InterruptedException {
        try (RawHttp http = RawHttp.open()) {
            http.send(append("default", "Transfer-Encoding: chunked"));
            Thread dribble = new Thread(() -> {
                try {
                    while (true) {
                        http.sendChunk(new byte[] {' '});
                        Thread.sleep(20);
                    }
                } catch (RuntimeException | InterruptedException over) {
                    // The connection has been cut.
                }
            });
            dribble.start();
            assertTooSlow(http.answer(), "mayfly.limits.body-rate");
            dribble.join();
        }
    }

    @Test
    void an_import_that_stops_is_refused_and_leaves_its_place_to_another() {
        String store = Stores.created();
        try (RawHttp http = RawHttp.open()) {
            http.send(dataImport(store));
            assertTooSlow(http.answer(), "mayfly.limits.body-rate");
            assertEnds(http);
        }
        String other = Stores.created();
        Stores.append(other, "a-1");
        Requests.of(
                        "application/x-ndjson",
                        RawHttp.get("/stores/" + other + "/export").body())
                .post("/stores/" + store + "/import")
                .then()
                .statusCode(201);
    }

    @Test
    void a_sink_is_told_to_send_its_event_again() {
        try (RawHttp http = RawHttp.open()) {
            http.send("POST / HTTP/1.1\r\n" + HOST
                    + "Content-Type: application/cloudevents+json\r\nContent-Length: 100\r\n\r\n{");
            Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsKey("retry-after").containsEntry("connection", "close");
            assertEnds(http);
        }
    }

    @Test
    void a_body_that_stops_is_refused_on_its_stream_and_the_connection_goes_on_in_http_2() throws Exception {
        try (Streams streams = Streams.open()) {
            HttpClient client = streams.client();
            HttpClientRequest slow = soon(client.request(HttpMethod.POST, "/stores/default/events"));
            slow.putHeader("Content-Type", "application/json").setChunked(true).write("[");
            HttpClientResponse answer = soon(slow.response());
            assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(408);
            assertThat(answer.getHeader("connection")).isNull();
            HttpClientRequest next = soon(client.request(HttpMethod.GET, "/version"));
            assertThat(next.connection()).isSameAs(slow.connection());
            assertThat(soon(next.send()).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET /version HTTP/1.1\r\n" + HOST, "GET /version HTTP/1.1\r\n" + HOST + "X: a"})
    void a_head_that_stops_is_refused(String head) {
        try (RawHttp http = RawHttp.open()) {
            http.send(head);
            assertTooSlow(http.answer(), "mayfly.limits.header-time");
            assertEnds(http);
        }
    }

    @Test
    void a_head_that_dribbles_after_a_request_is_refused() throws InterruptedException {
        try (RawHttp http = RawHttp.open()) {
            http.send("GET /version HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            http.send("GET /version HTTP/1.1\r\n" + HOST);
            Thread dribble = new Thread(() -> {
                try {
                    for (int i = 0; true; i++) {
                        http.send("X" + i + ": a\r\n");
                        Thread.sleep(50);
                    }
                } catch (RuntimeException | InterruptedException over) {
                    // The connection has been cut.
                }
            });
            dribble.start();
            assertTooSlow(http.answer(), "mayfly.limits.header-time");
            dribble.join();
        }
    }

    @Test
    void a_connection_that_waits_for_its_next_request_stays() throws InterruptedException {
        try (RawHttp http = RawHttp.open()) {
            for (int i = 0; i < 2; i++) {
                http.send("GET /version HTTP/1.1\r\n");
                http.send(HOST + "\r\n");
                assertThat(http.answer().status()).isEqualTo(200);
                Thread.sleep(3_000);
            }
            http.send(append("default", "Content-Length: 2") + "[]");
            assertThat(http.answer().status()).isNotEqualTo(408);
        }
    }

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";
    /** Three bytes of a block, on stream 1, to which more belongs: {@code :method GET, :scheme http} and half a path. */
    private static final String HALF_A_BLOCK = "\0\0\3\1\1\0\0\0\1" + "\u0082\u0086\4";

    private static final String EMPTY_CONTINUATION = "\0\0\0\t\0\0\0\0\1";
    private static final int PONG = 6;
    private static final int GOAWAY = 7;
    private static final int ENHANCE_YOUR_CALM = 11;

    /** Returns the error of the GOAWAY frame that ends a connection. */
    private static int goodbye(byte[] frames) {
        ByteBuffer bytes = ByteBuffer.wrap(frames);
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            int length = bytes.getInt(start) >>> 8;
            if (bytes.get(start + 3) == GOAWAY) {
                return bytes.getInt(start + 9 + 4);
            }
            bytes.position(start + 9 + length);
        }
        throw new AssertionError("no goodbye");
    }

    @ParameterizedTest
    @ValueSource(strings = {HALF_A_BLOCK, "\0\0\3\1\5\0\0\0\1\u0082", "\0\0\3\1", HALF_A_BLOCK + "\0\0\1\t\4\0\0\0\1"})
    void a_header_block_of_http_2_that_stops_ends_the_connection(String frames) {
        try (RawHttp http = RawHttp.open()) {
            http.send(PREFACE + SETTINGS + frames);
            assertThat(goodbye(http.rest())).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void a_header_block_of_http_2_that_dribbles_ends_the_connection() throws InterruptedException {
        try (RawHttp http = RawHttp.open()) {
            http.send(PREFACE + SETTINGS + HALF_A_BLOCK);
            Thread dribble = new Thread(() -> {
                try {
                    while (true) {
                        http.send(EMPTY_CONTINUATION);
                        Thread.sleep(200);
                    }
                } catch (RuntimeException | InterruptedException over) {
                    // The connection has been cut.
                }
            });
            dribble.start();
            assertThat(goodbye(http.rest())).isEqualTo(ENHANCE_YOUR_CALM);
            dribble.join();
        }
    }

    private static final String PING = "\0\0\u0008\6\0\0\0\0\0" + "mayfly..";
    private static final int MOST_PINGS = 1_000;

    @Test
    void a_connection_of_http_2_with_very_many_pings_ends() {
        try (RawHttp http = RawHttp.open()) {
            http.send(PREFACE + SETTINGS + PING.repeat(MOST_PINGS + 1));
            assertThat(goodbye(http.rest())).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void a_connection_of_http_2_with_many_pings_stays() {
        try (RawHttp http = RawHttp.open()) {
            http.send(PREFACE + SETTINGS + PING.repeat(MOST_PINGS / 2));
            // The end comes only of the headers, which are late.
            http.send(HALF_A_BLOCK);
            byte[] answers = http.rest();
            assertThat(count(answers, PONG)).isEqualTo(MOST_PINGS / 2);
            assertThat(goodbye(answers)).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    /** Returns how many frames are of a type. */
    private static int count(byte[] frames, int type) {
        int count = 0;
        ByteBuffer bytes = ByteBuffer.wrap(frames);
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            count += bytes.get(start + 3) == type ? 1 : 0;
            bytes.position(start + 9 + (bytes.getInt(start) >>> 8));
        }
        return count;
    }

    @Test
    void a_connection_of_http_2_that_waits_for_its_next_request_stays() throws Exception {
        try (Streams streams = Streams.open()) {
            HttpClient client = streams.client();
            HttpClientRequest first = soon(client.request(HttpMethod.GET, "/version"));
            assertThat(soon(first.send()).statusCode()).isEqualTo(200);
            Thread.sleep(3_000);
            HttpClientRequest next = soon(client.request(HttpMethod.GET, "/version"));
            assertThat(next.connection()).isSameAs(first.connection());
            assertThat(soon(next.send()).statusCode()).isEqualTo(200);
        }
    }
}
