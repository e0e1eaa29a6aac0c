package dev.mayfly.subscription.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports of more than fits into memory many times over, read by clients that hardly read. */
@ServerTest
class SlowReaderIT {
    private static final int EVENTS = 100_000;

    /** More than the server has workers, and more than its heap could hold the exports of. */
    private static final int CLIENTS = 40;

    private static final String TYPE = unique("Exported");

    private static boolean appended;

    private final List<Closeable> open = new ArrayList<>();

    @BeforeEach
    void append_many_once() {
        if (appended) {
            return;
        }
        appended = true;
        String filler = "x".repeat(100);
        List<String> events = new ArrayList<>();
        for (int n = 1; n <= EVENTS; n++) {
            events.add(event("export-" + n % 100, TYPE, "{\"n\":" + n + ",\"filler\":\"" + filler + "\"}"));
            if (events.size() == 20_000) {
                append(events);
                events.clear();
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }

    /** Asks for an export and reads no further than the first line of the answer's body. */
    private BufferedReader export() throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("localhost", RestAssured.port));
        String request = "GET /stores/default/events?sort=position&eventType=" + TYPE
                + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1024);
        assertThat(reader.readLine()).isEqualTo("HTTP/1.1 200 OK");
        for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
            assertThat(line.toLowerCase(java.util.Locale.ROOT)).doesNotStartWith("content-length");
        }
        return reader;
    }

    @Test
    void clients_that_stall_keep_nobody_else_waiting() throws IOException {
        BufferedReader slow = export();
        for (int i = 1; i < CLIENTS; i++) {
            export();
        }
        given().get("/q/health/live").then().statusCode(200);
        given().queryParam("eventType", TYPE)
                .queryParam("limit", 5)
                .get("/stores/default/events")
                .then()
                .statusCode(200)
                .body(at("events", hasSize(5)));
        append(event(unique("a-"), TYPE));
        List<Integer> numbers = new ArrayList<>();
        String chunk = "";
        StringBuilder line = new StringBuilder();
        for (chunk = slow.readLine(); !chunk.equals("0"); chunk = slow.readLine()) {
            readChunk(slow, Integer.parseInt(chunk, 16), line, numbers);
        }
        assertThat(line).isEmpty();
        assertThat(numbers).hasSize(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            assertThat(numbers.get(i)).isEqualTo(i + 1);
        }
    }

    /** Reads a chunk of the chunked coding, line by line, and picks each event's number. */
    private static void readChunk(BufferedReader in, int bytes, StringBuilder line, List<Integer> numbers)
            throws IOException {
        for (int i = 0; i < bytes; i++) {
            char c = (char) in.read();
            if (c == '\n') {
                int at = line.indexOf("\"data\":{\"n\":") + 12;
                numbers.add(Integer.valueOf(line.substring(at, line.indexOf(",", at))));
                line.setLength(0);
            } else {
                line.append(c);
            }
        }
        assertThat(in.readLine()).isEmpty();
    }

    @Test
    void a_page_of_the_most_events_is_one_whole_json_text() {
        Response page = given().queryParam("eventType", TYPE)
                .queryParam("limit", 10_000)
                .get("/stores/default/events");
        page.then().statusCode(200).contentType("application/json");
        JsonBody json = JsonBody.of(page);
        List<Integer> numbers = json.listAt("events.data.n");
        assertThat(numbers).hasSize(10_000).startsWith(1).endsWith(10_000);
        assertThat(page.header("Link")).contains(json.textAt("next"));
    }

    @Test
    void a_compressed_export_is_whole() {
        Response export = given().accept("application/x-ndjson")
                .header("Accept-Encoding", "gzip")
                .queryParam("aggregateId", "export-7")
                .queryParam("eventType", TYPE)
                .get("/stores/default/events");
        export.then().statusCode(200).header("Content-Encoding", "gzip");
        assertThat(export.asString().lines()).hasSize(EVENTS / 100);
        try (java.util.stream.Stream<String> lines = given().accept("application/x-ndjson")
                .header("Accept-Encoding", "gzip")
                .queryParam("eventType", TYPE)
                .queryParam("to", "2200-01-01T00:00:00Z")
                .get("/stores/default/events")
                .asString()
                .lines()) {
            assertThat(lines.count()).isGreaterThanOrEqualTo(EVENTS);
        } catch (UncheckedIOException cut) {
            throw new AssertionError(cut);
        }
    }
}
