package dev.mayfly.append.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.Requests;
import dev.mayfly.http.route.StoreState;
import dev.mayfly.packaged.ServerTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sink answers, as Knative's data plane asks for. */
@ServerTest
class CloudEventSinkIT {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final String run = UUID.randomUUID().toString();

    @Test
    void an_event_that_is_accepted_is_answered_with_202_and_no_body() {
        structured(event("1", "")).statusCode(202).body(emptyString());

        stored().body(at("events.size()", equalTo(1)))
                .body(at("events[0].eventType", equalTo("Sunk")))
                .body(at("events[0].aggregateId", equalTo("a-" + run)))
                .body(at("events[0].metadata.cloudevent.id", equalTo("1")))
                .body(at("events[0].metadata.cloudevent.source", equalTo("/" + run)));
    }

    @Test
    void an_event_that_is_there_already_is_accepted_again_in_every_mode() {
        structured(event("1", ",\"data\":{\"a\":1}")).statusCode(202);
        structured(event("1", ",\"data\":{\"a\":1}")).statusCode(202);
        batch("[" + event("1", ",\"knativearrivaltime\":\"now\",\"data\":{\"a\":1}") + "]")
                .statusCode(202);
        assertThat(binary("1", "{\"a\":1}", "").statusCode()).isEqualTo(202);

        stored().body(at("events.size()", equalTo(1)));
    }

    @Test
    void an_event_that_means_the_same_is_accepted_again_however_it_is_written() {
        structured(event("1", ",\"data\":{\"a\":1,\"b\":\"\\u0041\"}")).statusCode(202);
        structured(event("1", ",\"datacontenttype\":\"application/json\",\"data\":{ \"b\":\"A\", \"a\":1.0 }"))
                .statusCode(202);
        batch("["
                        + event(
                                "1",
                                ",\"datacontenttype\":\"application/json; charset=UTF-8\",\"data\":{\"b\":\"A\",\"a\":1}")
                        + "," + event("2", "") + "]")
                .statusCode(202);
        structured(event("1", ",\"data\":{\"a\":2,\"b\":\"A\"}"))
                .statusCode(400)
                .body(at("type", equalTo("urn:mayfly:problem:duplicate-event")));

        stored().body(at("events.size()", equalTo(2)));
    }

    @Test
    void a_value_that_no_attribute_may_have_is_refused_and_nothing_stored() {
        for (String value : List.of("1.5", "12345678901", "\"\\ufffe\"", "{}", "[]")) {
            structured(event("1", ",\"ext\":" + value)).statusCode(400).body(at("violations[0].field", equalTo("ext")));
            batch("[" + event("2", "") + "," + event("1", ",\"ext\":" + value) + "]")
                    .statusCode(400)
                    .body(at("violations[0].field", equalTo("[1].ext")));
        }
        stored().body(at("events.size()", equalTo(0)));
    }

    @Test
    void the_trace_of_a_request_goes_into_the_field_and_does_not_make_a_repetition_another_event() {
        given().header("traceparent", TRACE)
                .spec(Requests.of(Sink.EVENT, event("1", "")))
                .post("/")
                .then()
                .statusCode(202);
        structured(event("1", "")).statusCode(202);

        stored().body(at("events.size()", equalTo(1))).body(at("events[0].traceparent", equalTo(TRACE)));
        assertThat(Sink.events(search()).get(0).getExtensionNames()).isEmpty();
    }

    @Test
    void of_a_batch_only_what_is_new_is_stored() {
        batch("[" + event("1", "") + "," + event("2", "") + "]").statusCode(202);

        batch("[" + event("3", "") + "," + event("2", "") + "," + event("4", "") + "," + event("3", "") + ","
                        + event("1", "") + "]")
                .statusCode(202);

        stored().body(at("events.metadata.cloudevent.id", equalTo(List.of("1", "2", "3", "4"))));
    }

    @Test
    void of_a_batch_with_a_conflict_nothing_is_stored() {
        structured(event("1", ",\"data\":1")).statusCode(202);

        batch("[" + event("2", "") + "," + event("1", ",\"data\":2") + "]")
                .statusCode(400)
                .body(at("type", equalTo("urn:mayfly:problem:duplicate-event")))
                .body(at("status", equalTo(400)));
        batch("[" + event("3", ",\"data\":1") + "," + event("3", ",\"data\":2") + "]")
                .statusCode(400)
                .body(at("violations.field", equalTo(List.of("[1]"))));
        batch("[" + event("4", "") + "," + event("5", ",\"aggregatetype\":\"Other\"") + "]")
                .statusCode(400)
                .body(at("violations.field", equalTo(List.of("[1].aggregateType"))));

        stored().body(at("events.size()", equalTo(1)));
    }

    @Test
    void many_senders_of_the_same_batches_store_every_event_once() {
        List<CompletableFuture<Integer>> senders = IntStream.range(0, 8)
                .mapToObj(sender -> CompletableFuture.supplyAsync(() -> {
                    StringBuilder batch = new StringBuilder("[");
                    for (int i = 0; i < 40; i++) {
                        batch.append(i == 0 ? "" : ",")
                                .append(event(
                                        Integer.toString((sender * 5 + i) % 60), ",\"data\":" + (sender * 5 + i) % 60));
                    }
                    return Sink.post(
                                    "/",
                                    Map.of("Content-Type", Sink.BATCH),
                                    batch.append(']').toString().getBytes(StandardCharsets.UTF_8))
                            .statusCode();
                }))
                .toList();

        assertThat(senders).allSatisfy(sender -> assertThat(sender.join()).isEqualTo(202));
        List<String> ids = JsonBody.of(stored().extract()).listAt("events.metadata.cloudevent.id");
        assertThat(ids).doesNotHaveDuplicates().hasSize(60);
    }

    @Test
    void an_event_of_the_servers_own_that_comes_back_is_there_already() {
        Requests.of(
                        "application/json",
                        "{\"eventType\":\"Sunk\",\"tags\":[\"a\",\"b\"],\"metadata\":{\"userId\":\"ada\",\"n\":1},\"data\":{\"a\":1.0}}")
                .post("/stores/default/aggregates/a-" + run + "/events")
                .then()
                .statusCode(201);
        String out = given().accept(Sink.BATCH).get(search()).asString();

        batch(out).statusCode(202);

        stored().body(at("events.size()", equalTo(1)));
        batch(out.replace("\"tags\":\"a,b\"", "\"tags\":\"a,c\"")).statusCode(400);
    }

    @Test
    void an_empty_batch_is_accepted() {
        long before = StoreState.events();

        batch("[]").statusCode(202).body(emptyString());

        assertThat(StoreState.events()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/cloudevents+json | {} | invalid-request",
                "application/cloudevents+json | | malformed-json",
                "application/cloudevents+json | { | malformed-json",
                "application/cloudevents+json | [] | invalid-request",
                "application/cloudevents-batch+json | {} | invalid-request",
                "application/cloudevents-batch+json | [1] | invalid-request",
                "application/cloudevents+xml | <event/> | unsupported-media-type",
                "application/cloudevents | {} | unsupported-media-type",
                "application/cloudevents+json; charset=utf-16 | {} | unsupported-media-type",
                "application/cloudevents-batch+avro | x | unsupported-media-type",
                "application/json | {} | invalid-request",
                "text/plain | x | invalid-request"
            })
    void what_is_no_cloudevent_is_a_bad_request(String contentType, String body, String slug) {
        for (String path : List.of("/", "/stores/default/cloudevents")) {
            Requests.of(contentType, body == null ? "" : body)
                    .post(path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body(at("type", equalTo("urn:mayfly:problem:" + slug)))
                    .body(at("status", equalTo(400)));
        }
    }

    @Test
    void what_would_be_404_or_415_elsewhere_is_a_bad_request_so_that_nobody_sends_it_again() {
        Requests.of(Sink.EVENT, event("1", ""))
                .post("/stores/no-such-store/cloudevents")
                .then()
                .statusCode(400)
                .body(at("type", equalTo("urn:mayfly:problem:not-found")));
        given().header("Content-Encoding", "br")
                .spec(Requests.of(Sink.EVENT, event("1", "")))
                .post("/")
                .then()
                .statusCode(400)
                .body(at("type", equalTo("urn:mayfly:problem:unsupported-media-type")));
        Requests.of(Sink.EVENT, event("1", "")).post("/?unknown=1").then().statusCode(400);
        stored().body(at("events.size()", equalTo(0)));
    }

    @Test
    void what_is_too_large_is_a_bad_request() {
        structured(event("1", ",\"data\":\"" + "x".repeat(1 << 20) + "\""))
                .statusCode(400)
                .body(at("type", equalTo("urn:mayfly:problem:too-large")))
                .body(at("limit", equalTo(1 << 20)));
        HttpResponse<String> bytes = binary("2", "x".repeat(800_000), "text/plain");
        assertThat(bytes.statusCode()).isEqualTo(400);
        assertThat(bytes.body()).contains("urn:mayfly:problem:too-large");
        Requests.of(Sink.EVENT, "x".repeat((32 << 20) + 1))
                .post("/")
                .then()
                .statusCode(400)
                .body(at("type", equalTo("urn:mayfly:problem:too-large")));
        structured(event("3", ",\"data\":\"" + "x".repeat(1_000_000) + "\"")).statusCode(202);
        stored().body(at("events.metadata.cloudevent.id", equalTo(List.of("3"))));
    }

    @Test
    void a_large_batch_goes_in_whole() {
        StringBuilder batch = new StringBuilder("[");
        for (int i = 0; i < 5_000; i++) {
            batch.append(i == 0 ? "" : ",").append(event(Integer.toString(i), ",\"data\":{\"number\":" + i + "}"));
        }

        batch(batch.append(']').toString()).statusCode(202);

        assertThat(Sink.events(search() + "&limit=10000")).hasSize(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/stores/default/cloudevents"})
    void options_lists_post(String path) {
        String allow = given().options(path).then().statusCode(200).extract().header("Allow");

        assertThat(Set.copyOf(Arrays.asList(allow.split(",\\s*")))).contains("POST", "OPTIONS");
    }

    @Test
    void the_address_of_the_sink_is_free_for_what_is_read_there() {
        assertThat(given().get("/").statusCode()).isIn(200, 404);
        given().put("/").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS, POST");
        given().get("/stores/default/cloudevents").then().statusCode(405).header("Allow", "OPTIONS, POST");
    }

    @Test
    void a_compressed_body_is_understood() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }

        given().header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/" + run)
                .header("ce-type", "Sunk")
                .header("ce-subject", "a-" + run)
                .header("Content-Encoding", "gzip")
                .contentType("application/json")
                .body(bytes.toByteArray())
                .post("/")
                .then()
                .statusCode(202);

        stored().body(at("events[0].data.a", equalTo(1)));
    }

    @Test
    void a_header_that_is_given_twice_is_refused() throws Exception {
        try (RawHttp http = RawHttp.open()) {
            http.send(
                    "POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: 1\r\nCE-ID: 1\r\nce-source: /"
                            + run + "\r\nce-type: Sunk\r\nContent-Length: 0\r\n\r\n");
            RawHttp.Answer answer = http.answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"field\":\"ce-id\"");
        }
    }

    @Test
    void bytes_of_utf8_in_a_header_are_taken_as_they_are() throws Exception {
        try (RawHttp http = RawHttp.open()) {
            byte[] request = ("POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: 1\r\nce-source: /"
                            + run + "\r\nce-type: Sunk\r\nce-subject: a-" + run
                            + "\r\nce-note: caf\u00e9\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            http.send(request, 0, request.length);

            assertThat(http.answer().status()).isEqualTo(202);
        }
        stored().body(at("events[0].metadata.cloudevent.note", equalTo("café")));
    }

    @Test
    void the_binary_mode_keeps_bytes_and_reads_json() {
        assertThat(binary("1", "{\"amount\": 1.00}", "application/json").statusCode())
                .isEqualTo(202);
        assertThat(binary("2", "plain", "text/plain").statusCode()).isEqualTo(202);
        assertThat(binary("3", "", "").statusCode()).isEqualTo(202);

        stored().body(at("events[0].data.amount", equalTo(1.00f)))
                .body(at("events[0].metadata.cloudevent.datacontenttype", equalTo("application/json")))
                .body(at("events[1].data", equalTo("cGxhaW4=")))
                .body(at("events[2].data", equalTo(Map.of())));
        assertThat(given().accept(Sink.BATCH).get(search()).asString())
                .contains("\"data\":{\"amount\": 1.00}", "\"data_base64\":\"cGxhaW4=\"")
                .endsWith("\"time\":\"2026-11-23T04:40:49Z\"}]");
    }

    @Test
    void a_sink_is_told_of_a_mistake_in_one_event_of_many() {
        batch("[" + event("1", "") + "," + event("2", ",\"time\":\"never\"") + "]")
                .statusCode(400)
                .body(at("violations.field", hasItem("[1].time")))
                .body(at("detail", startsWith("'[1].time' ")));
    }

    private String event(String id, String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/" + run
                + "\",\"type\":\"Sunk\",\"subject\":\"a-" + run + "\",\"time\":\"2026-11-23T04:40:49Z\"" + more + "}";
    }

    private static ValidatableResponse structured(String event) {
        return Requests.of(Sink.EVENT, event).post("/").then();
    }

    private static ValidatableResponse batch(String events) {
        return Requests.of(Sink.BATCH, events)
                .post("/stores/default/cloudevents")
                .then();
    }

    /** Sends an event in binary mode; an empty type stands for no {@code Content-Type}. */
    private HttpResponse<String> binary(String id, String body, String contentType) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "ce-specversion",
                "1.0",
                "ce-id",
                id,
                "ce-source",
                "/" + run,
                "ce-type",
                "Sunk",
                "ce-subject",
                "a-" + run));
        if (contentType.isEmpty()) {
            headers.put("ce-time", "2026-11-23T04:40:49Z");
        } else {
            headers.put("Content-Type", contentType);
        }
        return Sink.post("/", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private String search() {
        return "/stores/default/events?sort=position&aggregateId=a-" + run;
    }

    private ValidatableResponse stored() {
        return given().get(search()).then().statusCode(200);
    }
}
