package dev.mayfly.http.work;

import static dev.mayfly.http.answer.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Imports that nobody waits for. */
@ServerTest
class ImportOperationIT {
    private static final String NDJSON = "application/x-ndjson";
    private static final int EVENTS = 2_000;

    /** Lines of events with places, more of them than are read at once. */
    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        String filler = "x".repeat(500);
        for (int n = from; n <= to; n++) {
            lines.append("{\"position\":" + n + ",\"eventId\":\"e" + n
                    + "\",\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"version\":" + n
                    + ",\"timestamp\":\"2020-01-01T00:00:00Z\",\"recordedAt\":\"2020-01-01T00:00:00Z\",\"data\":\""
                    + filler + "\"}\n");
        }
        return lines.toString();
    }

    private static ValidatableResponse imported(String store, String parameters, String lines) {
        return Requests.of(NDJSON, lines)
                .header("Prefer", "respond-async")
                .post("/stores/" + store + "/import" + parameters)
                .then();
    }

    private static RawHttp begun(String store, String parameters) {
        RawHttp http = RawHttp.open();
        http.send("POST /stores/" + store + "/import" + parameters
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + NDJSON
                + "\r\nPrefer: respond-async\r\nTransfer-Encoding: chunked\r\n\r\n");
        return http;
    }

    private static void send(RawHttp http, String text) {
        http.sendChunk(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String end(RawHttp http) {
        http.send("0\r\n\r\n");
        return accepted(http);
    }

    private static String accepted(RawHttp http) {
        RawHttp.Answer answer = http.answer();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers()).containsEntry("preference-applied", "respond-async");
        assertThat(answer.headers().get("location"))
                .isEqualTo("/operations/" + answer.json().textAt("id"));
        return answer.headers().get("location");
    }

    /** Returns the operation of a store whose body comes, when it has read some of it. */
    private static String underWay(String store) {
        List<String> all = Calls.of(store);
        while (all.isEmpty()) {
            all = Calls.of(store);
        }
        Calls.await(all.get(0), shown -> shown.longAt("done") > 0);
        return all.get(0);
    }

    private static String export(String store) {
        return given().get("/stores/" + store + "/export").asString();
    }

    private static void assertEmptyAndFree(String store) {
        Stores.get(store, "").statusCode(200).body(at("events", is(0)));
        Requests.of(NDJSON, lines(1, 3))
                .post("/stores/" + store + "/import")
                .then()
                .statusCode(201)
                .body(at("count", is(3)));
    }

    @Test
    void it_can_be_seen_while_the_body_comes_and_ends_as_it_does_for_one_who_waits() {
        String store = Stores.created();
        try (RawHttp http = begun(store, "")) {
            send(http, lines(1, 1_000));
            String address = underWay(store);
            JsonBody shown = Calls.show(address);
            assertThat(shown.textAt("status")).isEqualTo("running");
            assertThat(shown.longAt("done")).isBetween(1L, 1_000L);
            assertThat(shown.mapAt("")).containsEntry("total", null).doesNotContainKeys("finishedAt", "result");
            Stores.get(store, "").body(at("events", is(0)));
            send(http, lines(1_001, EVENTS));
            assertThat(end(http)).isEqualTo(address);
            JsonBody ended = Calls.ended(address);
            assertThat(ended.textAt("status")).isEqualTo("done");
            assertThat(ended.longAt("done")).isEqualTo(EVENTS);
            String waiting = Stores.created();
            ValidatableResponse waited = Requests.of(NDJSON, lines(1, EVENTS))
                    .post("/stores/" + waiting + "/import")
                    .then()
                    .statusCode(201);
            assertThat(ended.mapAt("result"))
                    .isEqualTo(JsonBody.of(waited.extract()).mapAt(""));
            assertThat(export(store)).isEqualTo(export(waiting));
        }
    }

    @Test
    void a_dump_says_how_many_there_will_be() {
        String source = Stores.created();
        Requests.of(NDJSON, lines(1, EVENTS))
                .post("/stores/" + source + "/import")
                .then()
                .statusCode(201);
        String dump = given().get("/stores/" + source + "/export?checksum=true").asString();
        String store = Stores.created();
        int half = dump.length() / 2;
        try (RawHttp http = begun(store, "")) {
            send(http, dump.substring(0, half));
            assertThat(Calls.show(underWay(store)).longAt("total")).isEqualTo(EVENTS);
            send(http, dump.substring(half));
            assertThat(Calls.ended(end(http)).textAt("status")).isEqualTo("done");
        }
        assertThat(export(store)).isEqualTo(export(source));
    }

    @Test
    void cancelled_it_stores_nothing_and_makes_room_at_once() {
        String store = Stores.created();
        for (String parameters : List.of("", "?mode=append")) {
            try (RawHttp http = begun(store, parameters)) {
                send(http, lines(1, 1_000));
                String address = underWay(store);
                given().delete(address).then().statusCode(204);
                JsonBody shown = Calls.show(address);
                assertThat(shown.textAt("status")).isEqualTo("cancelled");
                assertThat(shown.textAt("reason")).contains("cancelled");
                assertThat(accepted(http)).isEqualTo(address);
                given().delete(address).then().statusCode(204);
                given().get(address).then().statusCode(404);
            }
        }
        assertEmptyAndFree(store);
    }

    @Test
    void what_is_wrong_in_the_body_is_told_by_the_operation() {
        String store = Stores.created();
        String few = lines(1, 3).replace("\"position\":3", "\"position\":4");
        String many = lines(1, EVENTS).replace("\"position\":3,", "\"position\":4,");
        for (String lines : List.of(few, many)) {
            JsonBody ended = Calls.ended(Calls.address(imported(store, "", lines)));
            assertThat(ended.textAt("status")).isEqualTo("failed");
            assertThat(ended.textAt("problem.type")).isEqualTo("urn:mayfly:problem:invalid-request");
            assertThat(ended.intAt("problem.status")).isEqualTo(400);
            assertThat(ended.intAt("problem.line")).isEqualTo(3);
            assertThat(ended.mapAt("")).doesNotContainKey("result");
        }
        assertEmptyAndFree(store);
    }

    @Test
    void what_can_be_known_before_the_body_is_told_at_once() {
        String store = Stores.created();
        String full = Stores.created();
        Stores.append(full, "a-1");
        imported("nowhere", "", "").statusCode(404);
        imported(full, "", lines(1, 1)).statusCode(409).body(at("type", is("urn:mayfly:problem:store-not-empty")));
        imported(store, "?mode=replace", "").statusCode(400).body(at("violations[0].field", is("mode")));
        Requests.of("application/json", "[]")
                .header("Prefer", "respond-async")
                .post("/stores/" + store + "/import")
                .then()
                .statusCode(415);
        Requests.of(NDJSON, "")
                .header("Prefer", "respond-async")
                .header("Content-Encoding", "br")
                .post("/stores/" + store + "/import")
                .then()
                .statusCode(415);
        assertThat(Calls.of(store)).isEmpty();
        assertThat(Calls.of(full)).isEmpty();
        try (RawHttp http = begun(store, "")) {
            send(http, lines(1, 1_000));
            String address = underWay(store);
            imported(store, "", lines(1, 1)).statusCode(429).header("Retry-After", "1");
            assertThat(Calls.of(store)).containsExactly(address);
        }
    }

    @Test
    void a_repetition_is_done_too() {
        String store = Stores.created();
        for (int i = 0; i < 2; i++) {
            JsonBody ended = Calls.ended(Calls.address(imported(store, "?mode=append", lines(1, 10))));
            assertThat(ended.textAt("status")).isEqualTo("done");
            assertThat(ended.intAt("result.count")).isEqualTo(10);
            assertThat(ended.intAt("result.lastPosition")).isEqualTo(10);
        }
        String known = lines(5, 5) + "{\"eventType\":\"T\",\"aggregateId\":\"n-1\"}";
        JsonBody ended = Calls.ended(Calls.address(imported(store, "?mode=append", known)));
        assertThat(ended.textAt("problem.type")).isEqualTo("urn:mayfly:problem:duplicate-event");
    }

    @Test
    void a_store_that_goes_or_begins_anew_takes_its_import_along() {
        String deleted = Stores.created();
        try (RawHttp http = begun(deleted, "")) {
            send(http, lines(1, 1_000));
            String address = underWay(deleted);
            given().delete("/stores/" + deleted).then().statusCode(204);
            JsonBody ended = Calls.ended(address);
            assertThat(ended.textAt("status")).isEqualTo("cancelled");
            assertThat(ended.textAt("reason")).contains("deleted");
        }
        String reset = Stores.created();
        try (RawHttp http = begun(reset, "")) {
            send(http, lines(1, 1_000));
            String address = underWay(reset);
            given().post("/stores/" + reset + "/reset").then().statusCode(204);
            assertThat(Calls.show(address).textAt("status")).isEqualTo("cancelled");
        }
        assertEmptyAndFree(reset);
        String restored = Stores.created();
        Stores.put(restored, "/snapshots/empty", "").statusCode(201);
        try (RawHttp http = begun(restored, "")) {
            send(http, lines(1, 1_000));
            String address = underWay(restored);
            given().post("/stores/" + restored + "/snapshots/none/restore")
                    .then()
                    .statusCode(404);
            assertThat(Calls.show(address).textAt("status")).isEqualTo("running");
            given().post("/stores/" + restored + "/snapshots/empty/restore")
                    .then()
                    .statusCode(204);
            assertThat(Calls.show(address).textAt("status")).isEqualTo("cancelled");
        }
        assertEmptyAndFree(restored);
    }

    @Test
    void a_client_that_goes_away_in_the_middle_is_a_failure() {
        String store = Stores.created();
        String address;
        try (RawHttp http = begun(store, "")) {
            send(http, lines(1, 1_000));
            address = underWay(store);
        }
        JsonBody ended = Calls.ended(address);
        assertThat(ended.textAt("status")).isEqualTo("failed");
        assertThat(ended.textAt("problem.detail")).contains("connection");
        assertEmptyAndFree(store);
    }

    @Test
    void more_than_may_run_at_once_are_refused() {
        List<RawHttp> running = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                String store = Stores.created();
                RawHttp http = begun(store, "");
                running.add(http);
                send(http, lines(1, 1_000));
                underWay(store);
            }
            imported(Stores.created(), "", lines(1, 1)).statusCode(429).header("Retry-After", "1");
            Requests.of(NDJSON, lines(1, 1))
                    .post("/stores/" + Stores.created() + "/import")
                    .then()
                    .statusCode(201);
        } finally {
            running.forEach(RawHttp::close);
        }
        String store = Stores.created();
        ValidatableResponse answer = imported(store, "", lines(1, 1));
        while (answer.extract().statusCode() == 429) {
            answer = imported(store, "", lines(1, 1));
        }
        assertThat(Calls.ended(Calls.address(answer)).textAt("status")).isEqualTo("done");
    }
}
