package dev.mayfly.append.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.StoreState;
import dev.mayfly.packaged.ServerTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client with bad intentions, or bad luck, may send: it gets a problem, and nothing is stored. */
@ServerTest
class HostileInputIT {
    private static final String EVENT = "{\"eventType\":\"Happened\"}";

    private final String id = "thing-" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"eventType\"",
                "{\"eventType\":\"A\"",
                "{\"eventType\":\"A\"}}",
                "{\"eventType\":\"A\"}{\"eventType\":\"A\"}",
                "[{\"eventType\":\"A\"}",
                "[{\"eventType\":\"A\"},]",
                "{\"eventType\":\"A\",}",
                "{'eventType':'A'}",
                "{eventType:\"A\"}",
                "{\"eventType\":\"A\",\"data\":01}",
                "{\"eventType\":\"A\",\"data\":NaN}",
                "{\"eventType\":\"A\",\"data\":1.}",
                "{\"eventType\":\"A\",\"data\":.5}",
                "{\"eventType\":\"A\",\"data\":+1}",
                "{\"eventType\":\"A\",\"data\":tru}",
                "{\"eventType\":\"A\",\"data\":\"\\x\"}",
                "{\"eventType\":\"A\",\"data\":\"\\u12\"}",
                "{\"eventType\":\"A\",\"data\":\"tab\there\"}",
                "{\"eventType\":\"A\"} // comment",
                "\u0000",
                "nonsense"
            })
    void what_is_not_json_is_malformed(String body) {
        refused(body, "malformed-json");
    }

    @Test
    void deep_nesting_costs_no_stack() {
        String open = "[".repeat(100_000);
        refused("{\"eventType\":\"A\",\"data\":" + open, null);
        refused("{\"eventType\":\"A\",\"data\":" + open + "]".repeat(100_000) + "}", null);
        refused("[".repeat(100_000), null);
        refused("{\"eventType\":\"A\",\"data\":" + "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000) + "}", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventType\":\"A\",\"eventType\":\"A\"}",
                "{\"eventType\":\"A\",\"data\":1,\"data\":2}",
                "{\"eventType\":\"A\",\"event\\u0054ype\":\"A\"}",
                "{\"eventType\":\"A\",\"metadata\":{},\"metadata\":{}}",
                "{\"eventType\":\"\\ud800\"}",
                "{\"eventType\":\"A\",\"eventId\":\"\\udc00x\"}",
                "{\"eventType\":\"A\",\"tags\":[\"\\ud83d\"]}",
                "{\"eventType\":\"A\",\"correlationId\":\"a\\u0000b\"}",
                "{\"eventType\":\"A\",\"eventId\":\"\"}",
                "{\"eventType\":\"A\",\"eventId\":\"..\"}",
                "{\"eventType\":\".\"}",
                "{\"eventType\":\"A\\nB\"}",
                "{\"eventType\":\"A\",\"surprise\":1}",
                "{\"eventType\":\"A\",\"EventId\":\"x\"}",
                "{\"eventType\":\"A\",\"position\":1}",
                "{\"eventType\":\"A\",\"version\":1}",
                "{\"eventType\":\"A\",\"recordedAt\":\"2026-01-01T00:00:00Z\"}",
                "{}",
                "[[]]",
                "[1]",
                "1",
                "null",
                "\"A\"",
                "true"
            })
    void what_breaks_a_rule_of_the_envelope_is_refused(String body) {
        refused(body, "invalid-request");
    }

    static Stream<String> wrongTypes() {
        List<String> strings = List.of(
                "eventType",
                "eventId",
                "aggregateId",
                "aggregateType",
                "timestamp",
                "correlationId",
                "causationId",
                "traceparent");
        List<String> values = List.of("1", "true", "null", "{}", "[]");
        Stream<String> texts =
                strings.stream().flatMap(field -> values.stream().map(value -> "\"" + field + "\":" + value));
        Stream<String> others = Stream.of(
                "\"tags\":\"a\"",
                "\"tags\":{}",
                "\"tags\":null",
                "\"tags\":[1]",
                "\"tags\":[null]",
                "\"tags\":[[\"a\"]]",
                "\"metadata\":1",
                "\"metadata\":\"a\"",
                "\"metadata\":[]",
                "\"metadata\":null");
        return Stream.concat(texts, others);
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void a_value_of_the_wrong_type_is_refused_with_its_field(String member) {
        String rest = member.startsWith("\"eventType\"") ? "" : ",\"eventType\":\"A\"";
        RawHttp.Answer answer = refused("{" + member + rest + "}", "invalid-request");
        String field = member.substring(1, member.indexOf('"', 1));
        assertThat(answer.json().textAt("violations[0].field")).startsWith(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00+0100",
                "2026-01-01T24:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01T00:00:00.1234567890Z",
                "2026-01-01T00:00:00.Z",
                "1677-12-31T23:59:59Z",
                "2262-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "+12026-01-01T00:00:00Z",
                "1700000000",
                "now",
                ""
            })
    void a_time_that_cannot_be_represented_is_refused(String timestamp) {
        RawHttp.Answer answer = refused("{\"eventType\":\"A\",\"timestamp\":\"" + timestamp + "\"}", "invalid-request");
        assertThat(answer.json().textAt("violations[0].field")).isEqualTo("timestamp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "-1e400",
                "12345678901234567890",
                "1.0",
                "0.10000000000000000000000000000000001",
                "{\"a\":1,\"a\":2}",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "null",
                "[[],{},\"\"]"
            })
    void any_json_value_is_data(String data) {
        RawHttp.Answer answer = RawHttp.post(path(id), "{\"eventType\":\"A\",\"data\":" + data + "}");
        assertThat(answer.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Fb, a/b",
        "%2F, /",
        "%2F%2F, //",
        "a%20b, a b",
        "a+b, a+b",
        "a%2Bb, a+b",
        "%F0%9F%A6%8B, \uD83E\uDD8B",
        "%C3%A9, é",
        "a.b, a.b",
        "..., ...",
        "%2E%2E%2E, ...",
        ".a, .a",
        "a%25b, a%b",
        "a%252Fb, a%2Fb",
        "a%3Bb, a;b",
        "a;b, a;b",
        "a;b=c, a;b=c",
        "a%3Fb, a?b",
        "a%23b, a#b",
        "a:b@c, a:b@c",
        "%7Ba%7D, {a}",
        "events, events"
    })
    void any_identifier_can_stand_in_a_path(String encoded, String meant) {
        String suffix = "-" + UUID.randomUUID();
        RawHttp.Answer answer = RawHttp.post(path(encoded + suffix), EVENT);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().textAt("aggregateId")).isEqualTo(meant + suffix);
        String location = answer.headers().get("location");
        RawHttp.Answer again = RawHttp.post(location.substring(0, location.indexOf('?')), EVENT);
        assertThat(again.json().textAt("aggregateId")).isEqualTo(meant + suffix);
        assertThat(again.json().intAt("firstVersion")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%00b",
                "%0A",
                "%7F",
                "%C2%80",
                "%",
                "%2",
                "%zz",
                "a%FFb",
                "%C3",
                "%ED%A0%80",
                "é",
                "%2E",
                ".",
                "..",
                "%2e%2E",
                ".%2e",
                ""
            })
    void what_is_no_identifier_in_a_path_is_refused(String encoded) {
        long before = StoreState.events();
        RawHttp.Answer answer = RawHttp.post(path(encoded), EVENT);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().textAt("type")).isEqualTo("urn:mayfly:problem:invalid-request");
        assertThat(StoreState.events()).isEqualTo(before);
    }

    @Test
    void an_identifier_has_at_most_255_characters() {
        String suffix = UUID.randomUUID().toString();
        String longest = "%F0%9F%A6%8B".repeat(255 - suffix.length()) + suffix;
        assertThat(RawHttp.post(path(longest), EVENT).status()).isEqualTo(201);
        assertThat(RawHttp.post(path(longest + "a"), EVENT).status()).isEqualTo(400);
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        long before = StoreState.events();
        byte[] body =
                "{\"eventType\":\"A\",\"data\":\"\u00e9\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        try (RawHttp http = RawHttp.open()) {
            http.send("POST " + path(id) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length + "\r\n\r\n");
            http.send(body, 0, body.length);
            assertThat(http.answer().status()).isEqualTo(400);
        }
        assertThat(StoreState.events()).isEqualTo(before);
    }

    private RawHttp.Answer refused(String body, String slug) {
        long before = StoreState.events();
        RawHttp.Answer answer = RawHttp.post(path(id), body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
        if (slug != null) {
            assertThat(answer.json().textAt("type")).isEqualTo("urn:mayfly:problem:" + slug);
        }
        assertThat(answer.json().listAt("violations")).isNotEmpty();
        assertThat(StoreState.events()).isEqualTo(before);
        return answer;
    }

    private static String path(String aggregateId) {
        return "/stores/default/aggregates/" + aggregateId + "/events";
    }
}
