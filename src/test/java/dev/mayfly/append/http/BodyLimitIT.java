package dev.mayfly.append.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.StoreState;
import dev.mayfly.packaged.ServerTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies over the limits get an answer, whatever way they come, and store nothing. */
@ServerTest
class BodyLimitIT {
    private static final int LIMIT = 32 * 1024 * 1024;
    private static final String HEAD =
            "POST /stores/default/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @Test
    void a_body_that_says_it_is_too_large_is_refused_before_it_is_sent() {
        long before = StoreState.events();
        try (RawHttp http = RawHttp.open()) {
            http.send(HEAD + "Content-Length: " + (LIMIT + 1) + "\r\n\r\n");
            assertTooLarge(http.answer(), LIMIT);
        }
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void a_body_of_terabytes_is_refused_before_it_is_sent() {
        try (RawHttp http = RawHttp.open()) {
            http.send(HEAD + "Content-Length: 9000000000000\r\n\r\n");
            assertTooLarge(http.answer(), LIMIT);
        }
    }

    @Test
    void a_client_that_sends_everything_before_it_reads_gets_its_answer_and_can_go_on() {
        byte[] part = new byte[1024 * 1024];
        Arrays.fill(part, (byte) ' ');
        long before = StoreState.events();
        try (RawHttp http = RawHttp.open()) {
            http.send(HEAD + "Content-Length: " + (40 * part.length) + "\r\n\r\n");
            for (int i = 0; i < 40; i++) {
                http.send(part, 0, part.length);
            }
            assertTooLarge(http.answer(), LIMIT);
            http.send("GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
        }
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void a_chunked_body_is_refused_when_it_passes_the_limit() {
        byte[] part = new byte[1024 * 1024];
        Arrays.fill(part, (byte) ' ');
        long before = StoreState.events();
        try (RawHttp http = RawHttp.open()) {
            http.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 33; i++) {
                http.sendChunk(part);
            }
            assertTooLarge(http.answer(), LIMIT);
        }
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void a_client_that_waits_for_leave_to_go_on_gets_it() {
        String body = "{\"events\":[{\"aggregateId\":\"" + UUID.randomUUID() + "\",\"eventType\":\"A\"}]}";
        try (RawHttp http = RawHttp.open()) {
            http.send(HEAD + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(100);
            http.send(body);
            assertThat(http.answer().status()).isEqualTo(201);
        }
    }

    @Test
    void a_body_to_an_unknown_store_is_read_to_its_end_and_refused() {
        byte[] part = new byte[1024 * 1024];
        Arrays.fill(part, (byte) ' ');
        try (RawHttp http = RawHttp.open()) {
            http.send(HEAD.replace("default", "nowhere") + "Content-Length: " + 20 * part.length + "\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                http.send(part, 0, part.length);
            }
            assertThat(http.answer().status()).isEqualTo(404);
            http.send("GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void a_string_of_30_mebibytes_is_over_the_limit_of_an_event() {
        long before = StoreState.events();
        String body = "{\"eventType\":\"A\",\"data\":\"" + "x".repeat(30 * 1024 * 1024) + "\"}";
        RawHttp.Answer answer = RawHttp.post("/stores/default/aggregates/big-" + UUID.randomUUID() + "/events", body);
        assertTooLarge(answer, 1024 * 1024);
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void one_event_more_than_the_limit_is_refused() {
        long before = StoreState.events();
        String line = "{\"aggregateId\":\"many-1\",\"eventType\":\"A\"}\n";
        try (RawHttp http = RawHttp.open()) {
            byte[] body = line.repeat(100_001).getBytes(StandardCharsets.UTF_8);
            http.send(HEAD.replace("json", "x-ndjson") + "Content-Length: " + body.length + "\r\n\r\n");
            http.send(body, 0, body.length);
            assertTooLarge(http.answer(), 100_000);
        }
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void a_small_body_that_inflates_over_the_limit_is_refused() throws IOException {
        long before = StoreState.events();
        byte[] bomb = gzip("[", 200 * 1024 * 1024);
        assertThat(bomb.length).isLessThan(1024 * 1024);
        try (RawHttp http = RawHttp.open()) {
            http.send(HEAD + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            http.send(bomb, 0, bomb.length);
            assertTooLarge(http.answer(), LIMIT);
        }
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void a_body_that_ends_half_way_stores_nothing() {
        long before = StoreState.events();
        try (RawHttp http = RawHttp.open()) {
            http.send(HEAD + "Content-Length: 1000\r\n\r\n{\"events\":[{\"aggregateId\":\"a\",\"eventType\":\"A\"}]}");
        }
        assertThat(StoreState.events()).isEqualTo(before);
    }

    private static void assertTooLarge(RawHttp.Answer answer, long limit) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(413);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().textAt("type")).isEqualTo("urn:mayfly:problem:too-large");
        assertThat(answer.json().longAt("limit")).isEqualTo(limit);
    }

    private static byte[] gzip(String beginning, int spaces) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] part = new byte[1024 * 1024];
        Arrays.fill(part, (byte) ' ');
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(beginning.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < spaces / part.length; i++) {
                gzip.write(part);
            }
        }
        return compressed.toByteArray();
    }
}
