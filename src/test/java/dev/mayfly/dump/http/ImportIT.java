package dev.mayfly.dump.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A whole store from lines. */
@ServerTest
class ImportIT {
    private static final String NDJSON = "application/x-ndjson";
    private static final String INVALID = "urn:mayfly:problem:invalid-request";

    /** Returns a new store with a few events of every kind. */
    private static String filled() {
        String store = Stores.created();
        Requests.of(NDJSON, """
                        {"aggregateId":"a-1","eventType":"T","eventId":"e1","timestamp":"2020-01-01T00:00:00.000000001Z","data":{"n": 1e400,"n":2}}
                        {"aggregateId":"a/\u00e9","aggregateType":"B","eventType":"T","causationId":"e1","correlationId":"c","tags":["x","y:1"]}
                        {"aggregateId":"a-1","eventType":"U","causationId":"later","metadata":{ "userId":"u", "organizationId" : "o"},"data":null}
                        """)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .post("/stores/" + store + "/events")
                .then()
                .statusCode(201);
        return store;
    }

    private static String export(String store, String parameters) {
        return given().get("/stores/" + store + "/export" + parameters)
                .then()
                .statusCode(200)
                .extract()
                .body()
                .asString();
    }

    private static ValidatableResponse imported(String store, String parameters, byte[] body, String... coding) {
        var request = given().config(RestAssured.config()
                        .encoderConfig(RestAssured.config()
                                .getEncoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", NDJSON)
                .body(body);
        return (coding.length == 0 ? request : request.header("Content-Encoding", coding[0]))
                .post("/stores/" + store + "/import" + parameters)
                .then();
    }

    private static ValidatableResponse imported(String store, String parameters, String lines) {
        return imported(store, parameters, lines.getBytes(StandardCharsets.UTF_8));
    }

    private static String incarnation(String store) {
        return JsonBody.of(Stores.get(store, "").extract()).textAt("incarnation");
    }

    private static void assertEmpty(String store) {
        Stores.get(store, "").statusCode(200).body(at("events", is(0)));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void what_is_exported_comes_back_byte_for_byte_in_another_incarnation() throws IOException {
        String store = filled();
        for (String parameters : List.of("", "?checksum=true")) {
            String lines = export(store, parameters);
            String plain = Stores.created();
            String before = incarnation(plain);
            imported(plain, "", lines).statusCode(201).body(at("count", is(3))).body(at("lastPosition", is(3)));
            assertThat(export(plain, "")).isEqualTo(export(store, ""));
            assertThat(incarnation(plain)).isNotEqualTo(before).isNotEqualTo(incarnation(store));
            String compressed = Stores.created();
            imported(compressed, "", gzip(lines), "gzip").statusCode(201).body(at("count", is(3)));
            assertThat(export(compressed, "")).isEqualTo(export(store, ""));
            Stores.get(compressed, "/events?userId=u&organizationId=o&causationId=later")
                    .body(at("events.size()", is(1)))
                    .body(at("events[0].position", is(3)));
            Stores.get(compressed, "/aggregates/a-1/events").body(at("version", is(2)));
        }
    }

    @Test
    void an_empty_store_comes_back_empty() {
        String store = Stores.created();
        imported(store, "", export(Stores.created(), ""))
                .statusCode(201)
                .body(at("count", is(0)))
                .body(at("lastPosition", is(0)));
        imported(store, "", export(Stores.created(), "?checksum=true")).statusCode(201);
        assertEmpty(store);
    }

    @Test
    void a_store_with_events_stays_as_it_is() {
        String store = filled();
        String lines = export(store, "");
        imported(store, "", lines)
                .statusCode(409)
                .body(at("type", is("urn:mayfly:problem:store-not-empty")))
                .body(at("status", is(409)));
        assertThat(export(store, "")).isEqualTo(lines);
    }

    @Test
    void what_does_not_fit_is_refused_with_the_line_and_nothing_is_stored() {
        String lines = export(filled(), "");
        String store = Stores.created();
        imported(store, "", lines.replace("\"position\":3", "\"position\":4"))
                .statusCode(400)
                .body(at("type", is(INVALID)))
                .body(at("line", is(3)))
                .body(at("violations[0].field", is("position")));
        imported(store, "", lines.replace("\"version\":2", "\"version\":3"))
                .statusCode(400)
                .body(at("type", is(INVALID)))
                .body(at("line", is(3)))
                .body(at("violations[0].field", is("version")));
        imported(store, "", lines + lines.lines().findFirst().orElseThrow().replace("\"position\":1", "\"position\":4"))
                .statusCode(400)
                .body(at("type", is(INVALID)))
                .body(at("line", is(4)))
                .body(at("violations[0].field", is("eventId")));
        imported(store, "", lines.replaceFirst("\"recordedAt\":\"20", "\"recordedAt\":\"21"))
                .statusCode(400)
                .body(at("type", is(INVALID)))
                .body(at("line", is(2)))
                .body(at("violations[0].field", is("recordedAt")));
        imported(store, "", lines.replaceFirst("\"tags\"", "\"tag\""))
                .statusCode(400)
                .body(at("type", is(INVALID)))
                .body(at("line", is(2)))
                .body(at("violations[0].field", is("tag")));
        imported(store, "", lines.substring(0, lines.length() - 10))
                .statusCode(400)
                .body(at("type", is("urn:mayfly:problem:malformed-json")))
                .body(at("line", is(3)));
        String dump = export(filled(), "?checksum=true");
        imported(store, "", dump.replace("\"x\"", "\"z\""))
                .statusCode(400)
                .body(at("type", is("urn:mayfly:problem:malformed-json")))
                .body(at("line", is(5)));
        imported(store, "", dump.substring(0, dump.lastIndexOf("{\"mayfly")))
                .statusCode(400)
                .body(at("type", is("urn:mayfly:problem:malformed-json")))
                .body(at("line", is(5)));
        assertEmpty(store);
        imported(store, "", lines).statusCode(201);
    }

    @Test
    void what_is_no_gzip_is_refused() throws IOException {
        String store = Stores.created();
        byte[] compressed = gzip(export(filled(), ""));
        for (byte[] body : List.of(
                Arrays.copyOf(compressed, compressed.length - 3),
                "{}".getBytes(StandardCharsets.US_ASCII),
                new byte[0])) {
            imported(store, "", body, "gzip").statusCode(400).body(at("violations[0].field", is("Content-Encoding")));
        }
        imported(store, "", compressed, "br").statusCode(415).body(at("supported", is(List.of("gzip"))));
        assertEmpty(store);
    }

    @Test
    void requests_that_ask_for_something_else_are_refused() {
        String store = Stores.created();
        imported(store, "?mode=replace", "").statusCode(400).body(at("violations[0].field", is("mode")));
        imported(store, "?append", "").statusCode(400).body(at("violations[0].field", is("append")));
        imported("nowhere", "", "").statusCode(404);
        Requests.of("application/json", "[]")
                .post("/stores/" + store + "/import")
                .then()
                .statusCode(415);
        given().get("/stores/" + store + "/import").then().statusCode(405);
        assertEmpty(store);
    }

    @Test
    void more_than_a_request_may_have_is_taken_as_it_comes() throws IOException {
        String store = Stores.created();
        String filler = "x".repeat(100_000);
        URL address = new URL(RestAssured.baseURI + ":" + RestAssured.port + "/stores/" + store + "/import");
        HttpURLConnection connection = (HttpURLConnection) address.openConnection();
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(100_000);
        connection.setRequestProperty("Content-Type", NDJSON);
        try (OutputStream out = connection.getOutputStream()) {
            for (int n = 1; n <= 400; n++) {
                String line = "{\"position\":" + n + ",\"eventId\":\"e" + n
                        + "\",\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"version\":" + n
                        + ",\"timestamp\":\"2020-01-01T00:00:00Z\",\"recordedAt\":\"2020-01-01T00:00:00Z\",\"data\":\""
                        + filler
                        + "\"}\n";
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(connection.getResponseCode()).isEqualTo(201);
        Stores.get(store, "/aggregates/a-1").body(at("version", is(400))).body(at("aggregateType", is("A")));
        given().delete("/stores/" + store).then().statusCode(204);
    }

    @Test
    void more_than_a_store_may_hold_is_refused_and_leaves_no_trace() {
        String small = Stores.name();
        Stores.put(small, "{\"limitBytes\":2000000}").statusCode(201);
        StringBuilder lines = new StringBuilder();
        for (int n = 1; n <= 20_000; n++) {
            lines.append(
                    "{\"position\":" + n + ",\"eventId\":\"e" + n + "\",\"aggregateId\":\"a-" + n
                            + "\",\"eventType\":\"T\",\"version\":1,\"timestamp\":\"2020-01-01T00:00:00Z\",\"recordedAt\":\"2020-01-01T00:00:00Z\"}\n");
        }
        imported(small, "", lines.toString())
                .statusCode(507)
                .body(at("type", is("urn:mayfly:problem:store-full")))
                .body(at("limitBytes", lessThanOrEqualTo(2_000_000)))
                .body(at("line", greaterThan(1)));
        assertEmpty(small);
        imported(small, "", lines.substring(0, 1 + lines.indexOf("\n"))).statusCode(201);
    }

    @Test
    void events_can_be_put_behind_those_that_are_there() {
        String source = filled();
        String store = Stores.created();
        Stores.append(store, "a-1");
        String before = incarnation(store);
        imported(store, "?mode=append", export(source, "?checksum=true"))
                .statusCode(201)
                .body(at("count", is(3)))
                .body(at("lastPosition", is(4)));
        assertThat(incarnation(store)).isEqualTo(before);
        String recordedAt =
                JsonBody.of(Stores.get(source, "/events/e1").extract()).textAt("recordedAt");
        String now = JsonBody.of(Stores.get(store, "/events/e1")
                        .body(at("position", is(2)))
                        .body(at("version", is(2)))
                        .body(at("timestamp", is("2020-01-01T00:00:00.000000001Z")))
                        .extract())
                .textAt("recordedAt");
        assertThat(now).isGreaterThan(recordedAt);
        Stores.get(store, "/events?tag=y:1")
                .body(at("events[0].causationId", is("e1")))
                .body(at("events[0].position", is(3)));
        String lines = export(store, "");
        imported(store, "?mode=append", export(source, ""))
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .body(at("count", is(3)))
                .body(at("lastPosition", is(4)));
        assertThat(export(store, "")).isEqualTo(lines);
    }

    @Test
    void appending_refuses_a_known_id_among_others_with_its_line() {
        String source = filled();
        String store = Stores.created();
        String known = export(source, "").lines().skip(1).findFirst().orElseThrow();
        imported(store, "?mode=append", known)
                .statusCode(201)
                .body(at("count", is(1)))
                .body(at("lastPosition", is(1)));
        String lines = export(store, "");
        imported(store, "?mode=append", "\n\n" + export(source, ""))
                .statusCode(409)
                .body(at("type", is("urn:mayfly:problem:duplicate-event")))
                .body(at("existingPosition", is(1)))
                .body(at("line", is(4)));
        imported(store, "?mode=append", "{\"eventType\":\"T\"}").statusCode(400).body(at("line", is(1)));
        imported(store, "?mode=append", "{\"eventType\":\"T\",\"aggregateId\":\"n-1\"}")
                .statusCode(201)
                .body(at("lastPosition", is(2)));
        imported(store, "?mode=append", "")
                .statusCode(201)
                .body(at("count", is(0)))
                .body(at("lastPosition", is(2)));
        assertThat(export(store, "")).startsWith(lines);
    }

    @Test
    void idempotency_keys_come_along() {
        String source = Stores.created();
        String command = "{\"amount\":100.00,\"currency\":\"EUR\"}";
        Requests.of("application/json", command)
                .header("Idempotency-Key", "k1")
                .post("/payments/p-1/process?store=" + source)
                .then()
                .statusCode(201);
        String store = Stores.created();
        imported(store, "", export(source, "")).statusCode(201);
        Requests.of("application/json", command)
                .header("Idempotency-Key", "k1")
                .post("/payments/p-1/process?store=" + store)
                .then()
                .header("Idempotent-Replayed", "true");
        Requests.of("application/json", command.replace("100", "200"))
                .header("Idempotency-Key", "k1")
                .post("/payments/p-1/process?store=" + store)
                .then()
                .statusCode(422);
        given().get("/payments/p-1?store=" + store).then().statusCode(200).body(at("status", is("processed")));
        given().get("/payments/summary?minPosition=1&store=" + store)
                .then()
                .statusCode(200)
                .body(at("byCurrency.EUR.count", is(1)));
    }

    @Test
    void a_follower_begins_anew_with_the_imported_history() throws IOException {
        String lines = export(filled(), "");
        String store = Stores.created();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET /stores/" + store + "/subscription HTTP/1.0\r\nAccept: application/x-ndjson\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            while (!line.startsWith("{\"caughtUp\"")) {
                line = in.readLine();
            }
            imported(store, "", lines).statusCode(201);
            assertThat(in.readLine())
                    .isEqualTo("{\"reset\":{\"position\":0,\"incarnation\":\"" + incarnation(store) + "\"}}");
            assertThat(in.readLine()).startsWith("{\"event\":{\"position\":1,");
        }
    }

    @Test
    void a_client_that_goes_away_in_the_middle_leaves_nothing_behind() throws IOException {
        String lines = export(filled(), "");
        String store = Stores.created();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /stores/" + store + "/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + NDJSON
                                    + "\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .contains(" 100 ");
            imported(store, "", lines).statusCode(429).header("Retry-After", "1");
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        }
        ValidatableResponse answer = imported(store, "", lines);
        while (answer.extract().statusCode() == 429) {
            answer = imported(store, "", lines);
        }
        answer.statusCode(201);
        assertThat(export(store, "")).isEqualTo(lines);
    }
}
