package dev.mayfly.search.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.http.answer.JsonBody.longAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.search.http.Read.Subject;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all read calls have in common. */
@ServerTest
class EveryReadIT {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    static List<Read> reads() {
        return Read.ALL;
    }

    static List<Read> tagged() {
        return Read.tagged();
    }

    static List<Read> ofLines() {
        return Read.ofLines();
    }

    private static Subject processed() {
        Subject subject = Subject.unknown();
        subject.process();
        return subject;
    }

    private static long head() {
        return longAt("position", given().get("/stores/default"));
    }

    /** Returns the body of an answer that succeeded. */
    private static String found(Read read, Subject subject, String parameters) {
        Response answer = read.get(subject, parameters);
        answer.then().statusCode(200).contentType(JSON);
        return Read.body(answer);
    }

    private static ValidatableResponse refused(Response answer, String field) {
        return answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:invalid-request")))
                .body(at("violations.field", hasItem(field)));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void position_zero_is_the_empty_store(Read read) {
        Subject subject = processed();
        Response answer = read.get(subject, "asOf=0");
        answer.then().statusCode(read.absentStatus());
        if (read.absentStatus() == 200) {
            assertThat(Read.body(answer)).isEqualTo(found(read, Subject.unknown(), "asOf=0"));
            assertThat(answer.asString()).doesNotContain(subject.name(), "PaymentProcessed", "EUR");
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void an_earlier_position_and_its_time_show_what_was_there(Read read) {
        Subject subject = Subject.unknown();
        long first = subject.process();
        String before = found(read, subject, "asOf=" + first);
        String recordedAt = JsonBody.of(given().get("/stores/default/events/" + subject.name()))
                .textAt("recordedAt");
        long second = subject.refund();
        assertThat(found(read, subject, "asOf=" + first)).isEqualTo(before);
        assertThat(found(read, subject, "asOf=" + recordedAt)).isEqualTo(before);
        assertThat(found(read, subject, "asOf=" + second)).isEqualTo(found(read, subject, "minPosition=" + second));
        Response earlier = read.get(subject, "asOf=" + (first - 1));
        earlier.then().statusCode(read.absentStatus());
        assertThat(Read.body(earlier)).isNotEqualTo(before);
        if (!read.template().contains("/events/")) {
            assertThat(found(read, subject, "asOf=" + second)).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_point_that_is_none_or_lies_beyond_the_last_event_is_refused(Read read) {
        Subject subject = processed();
        for (String point : List.of(head() + 1_000 + "", "-1", "1.5", "yesterday", "2024-01-01", "")) {
            refused(read.get(subject, "asOf=" + point), "asOf");
        }
        refused(read.get(subject, "asOf=0&asOf=0"), "asOf");
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_write_is_read_once_its_position_is_waited_for(Read read) {
        Subject subject = processed();
        long next = head() + 1;
        CompletableFuture<Response> answer =
                CompletableFuture.supplyAsync(() -> read.get(subject, "timeout=PT30S&minPosition=" + next));
        assertThat(subject.refund()).isEqualTo(next);
        answer.join().then().statusCode(200);
        assertThat(Read.body(answer.join())).isEqualTo(found(read, subject, "asOf=" + next));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_position_that_does_not_come_is_waited_for_in_vain(Read read) {
        Subject subject = processed();
        for (String timeout : List.of("PT0S", "PT0.02S")) {
            read.get(subject, "timeout=" + timeout + "&minPosition=" + (head() + 1_000))
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1")
                    .body(at("type", is("urn:mayfly:problem:unavailable")));
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_wait_that_is_none_or_too_long_is_refused(Read read) {
        Subject subject = processed();
        for (String timeout : List.of("PT30.001S", "-PT1S", "2", "soon", "")) {
            refused(read.get(subject, "minPosition=0&timeout=" + timeout), "timeout");
        }
        for (String position : List.of("-1", "x", "1e3", "")) {
            refused(read.get(subject, "minPosition=" + position), "minPosition");
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void what_is_not_known_is_refused_by_name(Read read) {
        Subject subject = processed();
        refused(read.get(subject, "unknown=1"), "unknown");
        refused(read.get(subject, "ASOF=1"), "ASOF");
        Read.request()
                .head(read.path(subject, "unknown=1"))
                .then()
                .statusCode(400)
                .body(is(emptyString()));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_limit_out_of_range_is_refused(Read read) {
        Subject subject = processed();
        for (String limit : List.of("0", "-1", "10001", "ten", "1.0", "", "99999999999999999999")) {
            refused(read.get(subject, "limit=" + limit), "limit");
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_beginning_after_the_end_is_refused(Read read) {
        refused(read.get(processed(), "from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z"), "from");
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_zone_that_is_none_is_refused(Read read) {
        for (String zone : List.of("Mars/Olympus", "%2B02:00", "europe/paris", "")) {
            refused(read.get(processed(), "zone=" + zone), "zone");
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_head_request_gets_the_headers_alone(Read read) {
        Subject subject = processed();
        Response get = read.get(subject, "asOf=" + head());
        Response answer = Read.request().head(read.path(subject, "asOf=" + head()));
        answer.then().statusCode(200).contentType(get.contentType());
        assertThat(answer.header("ETag") == null).isEqualTo(get.header("ETag") == null);
        assertThat(answer.header("Vary")).isEqualTo(get.header("Vary"));
        assertThat(answer.asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_form_that_cannot_be_had_is_not_acceptable(Read read) {
        Read.request()
                .accept("text/html")
                .get(read.path(processed(), ""))
                .then()
                .statusCode(406)
                .body(at("type", is("urn:mayfly:problem:not-acceptable")));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void what_has_no_events_and_a_store_that_is_none_are_not_found(Read read) {
        read.get(Subject.unknown(), "").then().statusCode(read.absentStatus());
        String path = read.path(processed(), "");
        String elsewhere = path.startsWith("/payments")
                ? path + (path.contains("?") ? "&" : "?") + "store=nowhere"
                : path.replace("/stores/default", "/stores/nowhere");
        Read.request()
                .get(elsewhere)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body(at("type", is("urn:mayfly:problem:not-found")));
    }

    @ParameterizedTest
    @MethodSource("tagged")
    void an_answer_that_the_client_has_is_not_sent_again(Read read) {
        Subject subject = processed();
        String path = read.path(subject, "");
        String tag = read.get(subject, "").header("ETag");
        String opaque = tag.replace("W/", "");
        if (read.tag() == Read.Tag.VERSION) {
            assertThat(tag).matches("\"1-[0-9a-f]{8}-gzip\"");
        }
        List<String> known =
                List.of(tag, opaque, "W/" + opaque, "*", "\"other\", W/\"more\"," + tag, opaque + ",\"x\"");
        for (String tags : known) {
            Read.request()
                    .header("If-None-Match", tags)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", tag)
                    .header("Vary", "Accept, Accept-Encoding")
                    .body(is(emptyString()));
            Read.request()
                    .header("If-None-Match", tags)
                    .head(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", tag);
        }
        for (String tags : List.of("\"other\"", "W/\"other\", \"more\"", opaque.replace("\"", ""))) {
            Read.request().header("If-None-Match", tags).get(path).then().statusCode(200);
        }
        subject.refund();
        Read.request()
                .header("If-None-Match", tag)
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", not(tag));
    }

    @ParameterizedTest
    @MethodSource("ofLines")
    void events_can_be_had_as_lines(Read read) {
        Subject subject = processed();
        subject.refund();
        Response lines = Read.request().accept(NDJSON).get(read.path(subject, ""));
        lines.then().statusCode(200).contentType(NDJSON);
        assertThat(lines.asString().lines())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line).startsWith("{\"position\":").endsWith("}"));
        String first = lines.asString().lines().toList().get(0);
        assertThat(given().get("/stores/default/events/" + subject.name()).asString())
                .isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void another_method_is_told_the_right_ones(Read read) {
        Response answer = Read.request().patch(read.path(processed(), ""));
        answer.then().statusCode(405).body(at("type", is("urn:mayfly:problem:method-not-allowed")));
        assertThat(answer.header("Allow")).contains("GET", "HEAD");
    }

    @Test
    void a_search_by_body_refuses_the_same() {
        for (String member : List.of(
                "\"unknown\":1",
                "\"limit\":0",
                "\"limit\":-1",
                "\"limit\":10001",
                "\"limit\":\"ten\"",
                "\"asOf\":-1",
                "\"asOf\":" + (head() + 1_000),
                "\"asOf\":\"yesterday\"",
                "\"timeout\":\"PT31S\"",
                "\"minPosition\":-1",
                "\"zone\":\"UTC\"",
                "\"from\":\"2024-01-02T00:00:00Z\",\"to\":\"2024-01-01T00:00:00Z\"")) {
            String field = member.substring(1, member.indexOf('"', 1));
            given().contentType(JSON)
                    .body("{" + member + "}")
                    .post("/stores/default/search")
                    .then()
                    .statusCode(400)
                    .body(at("violations.field", contains(field)));
        }
    }
}
