package dev.mayfly.append.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.RawHttp.Answer;
import dev.mayfly.packaged.ServerTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The two ways that an append goes: by the lane, and by the resource when a character of the address is escaped that need
 * not be.
 */
@ServerTest
public class AppendLaneIT {
    private static final String EVENT = "{\"eventType\":\"Happened\",\"data\":{\"n\":1.0}}";

    /** Paths that are only like those of events. */
    public static final List<String> NEITHER = List.of(
            "/stores/default/aggregates//events",
            "/stores//events",
            "/stores/events",
            "/stores/default/aggregates/events",
            "/stores/default/aggregates/a/b/events",
            "/stores/default/other/a/events",
            "/stores/nowhere/events");

    private final String unique = UUID.randomUUID().toString();

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("one event", EVENT, List.of()),
                Arguments.of("an array", "[" + EVENT + "," + EVENT + "]", List.of()),
                Arguments.of("an expected version that is right", EVENT, List.of("If-None-Match: *")),
                Arguments.of("an expected version that is wrong", EVENT, List.of("If-Match: \"7\"")),
                Arguments.of("an expected version that is none", EVENT, List.of("If-Match: 7")),
                Arguments.of("a known event", "{\"eventType\":\"H\",\"eventId\":\"%s\"}", List.of()),
                Arguments.of("an unknown field", "{\"eventType\":\"H\",\"size\":1}", List.of()),
                Arguments.of("no events", "[]", List.of()),
                Arguments.of("no JSON", "{\"eventType\":", List.of()),
                Arguments.of("no body", "", List.of()),
                Arguments.of("another content coding", EVENT, List.of("Content-Encoding: br")),
                Arguments.of("a client that waits to be asked for the body", EVENT, List.of("Expect: 100-continue")),
                Arguments.of("a client that takes compressed answers", EVENT, List.of("Accept-Encoding: gzip")),
                Arguments.of("JSON as the only answer", EVENT, List.of("Accept: application/json")),
                Arguments.of("a client at a terminal", EVENT, List.of("User-Agent: curl/8.5.0")),
                Arguments.of("an answer that cannot be had", EVENT, List.of("Accept: text/csv")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void an_append_to_an_aggregate_is_answered_alike_on_both_ways(String name, String body, List<String> headers) {
        String text = body.replace("%s", unique);
        storeKnownEvent();
        Answer byLane = post("/stores/default/aggregates/lane-" + unique + "/events", text, headers);
        Answer byResource = post("/stores/default/aggregates/same%2D" + unique + "/events", text, headers);
        assertThat(comparable(byResource)).isEqualTo(comparable(byLane));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void an_append_to_a_store_is_answered_alike_on_both_ways(String name, String body, List<String> headers) {
        String event = body.replace("%s", unique).replace("\"eventType\"", "\"aggregateId\":\"a-1\",\"eventType\"");
        String text = "{\"events\":" + (body.startsWith("[") ? event : "[" + event + "]") + "}";
        storeKnownEvent();
        Answer byLane = post("/stores/default/events", text, headers);
        Answer byResource = post("/stores/def%61ult/events", text, headers);
        assertThat(comparable(byResource)).isEqualTo(comparable(byLane));
    }

    @Test
    void what_is_only_like_an_append_finds_its_resource_or_none() {
        for (String path : NEITHER) {
            Answer answer = post(path, EVENT, List.of());
            assertThat(answer.status()).as(path).isIn(400, 404, 405);
            assertThat(answer.headers().get("content-type")).as(path).isEqualTo("application/problem+json");
        }
        assertThat(RawHttp.get("/stores/default/events?limit=1").status()).isEqualTo(200);
    }

    private void storeKnownEvent() {
        String event = "{\"aggregateId\":\"a-1\",\"eventType\":\"H\",\"eventId\":\"" + unique + "\"}";
        assertThat(post("/stores/default/events", "{\"events\":[" + event + "]}", List.of())
                        .status())
                .isEqualTo(201);
    }

    private static Answer post(String target, String body, List<String> headers) {
        return RawHttp.post(target, body, headers.toArray(String[]::new));
    }

    /** Returns what an answer says, but for where the events came to stand and the name of the aggregate. */
    private static Map<String, String> comparable(Answer answer) {
        Map<String, String> parts = new TreeMap<>(answer.headers());
        boolean compressed = parts.containsKey("content-encoding");
        parts.put("status", Integer.toString(answer.status()));
        parts.put("body", compressed ? "" : neutral(answer.body()));
        parts.replaceAll((name, value) -> neutral(value));
        assertThat(parts.containsKey("mayfly-position")).isEqualTo(answer.status() / 100 == 2);
        parts.remove("mayfly-position");
        // Positions differ, and so may how many digits they have.
        if (answer.status() < 300) {
            parts.remove("content-length");
        }
        return parts;
    }

    private static String neutral(String text) {
        return text.replace("same-", "lane-").replaceAll("Position\":[0-9]+", "Position\":#");
    }
}
