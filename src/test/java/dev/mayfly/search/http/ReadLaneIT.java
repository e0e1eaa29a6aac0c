package dev.mayfly.search.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.append.http.AppendLaneIT;
import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.RawHttp.Answer;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two ways that a read goes: by the lane, and by the resource when a character of the address is escaped that need not be. */
@ServerTest
class ReadLaneIT {
    private static String filled() {
        String store = Stores.created();
        for (int i = 0; i < 30; i++) {
            Stores.append(store, "a-" + i % 3);
        }
        return store;
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("everything", "", List.of()),
                Arguments.of("a page that is followed by another", "?limit=5", List.of()),
                Arguments.of("the newest", "?order=desc&limit=2", List.of()),
                Arguments.of("a page laid out for a person", "?limit=2&pretty=true", List.of()),
                Arguments.of("a wrong limit", "?limit=many", List.of()),
                Arguments.of("a wrong cursor", "?cursor=x", List.of()),
                Arguments.of("an unknown parameter", "?colour=blue", List.of()),
                Arguments.of("a parameter twice", "?limit=1&limit=2", List.of()),
                Arguments.of("what the client has", "", List.of("If-None-Match: *")),
                Arguments.of("a position that is not there yet", "?minPosition=99&timeout=PT0S", List.of()),
                Arguments.of("the past", "?asOf=7", List.of()),
                Arguments.of("a client that takes compressed answers", "", List.of("Accept-Encoding: gzip")),
                Arguments.of("a client that looks on", "", List.of("Mayfly-Observer: true")),
                Arguments.of("JSON as the only answer", "", List.of("Accept: application/json")),
                Arguments.of("lines", "", List.of("Accept: application/x-ndjson")),
                Arguments.of("a client at a terminal", "", List.of("User-Agent: curl/8.5.0")),
                Arguments.of("an answer that cannot be had", "", List.of("Accept: text/csv")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_search_is_answered_alike_on_both_ways(String name, String query, List<String> headers) {
        String store = filled();
        Answer byLane = get("/stores/" + store + "/events" + query, headers);
        Answer byResource = get("/stores/" + escaped(store) + "/events" + query, headers);
        assertThat(comparable(byResource, store)).isEqualTo(comparable(byLane, store));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_history_is_answered_alike_on_both_ways(String name, String query, List<String> headers) {
        String store = filled();
        Answer byLane = get("/stores/" + store + "/aggregates/a-1/events" + query, headers);
        Answer byResource = get("/stores/" + store + "/aggregates/a%2D1/events" + query, headers);
        assertThat(comparable(byResource, store)).isEqualTo(comparable(byLane, store));
    }

    @Test
    void what_is_only_like_a_read_finds_its_resource_or_none() {
        for (String path : AppendLaneIT.NEITHER) {
            Answer answer = get(path, List.of());
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.headers().get("content-type")).as(path).isEqualTo("application/problem+json");
        }
    }

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(strings = {"*/*", "application/x-ndjson"})
    void a_read_that_waits_gives_its_place_back_when_its_client_goes(String accept) throws InterruptedException {
        List<String> paths = List.of("/stores/default/events", "/stores/default/aggregates/a-1/events");
        List<RawHttp> clients = new ArrayList<>();
        for (String path : paths) {
            RawHttp client = RawHttp.open();
            client.send("GET " + path + "?minPosition=1000000&timeout=PT30S HTTP/1.1\r\nHost: localhost\r\nAccept: "
                    + accept + "\r\n\r\n");
            clients.add(client);
        }
        Meters.await("mayfly_requests_waiting", waiting -> waiting == paths.size());
        clients.forEach(RawHttp::close);
        Meters.await("mayfly_requests_waiting", waiting -> waiting == 0);
    }

    @Test
    @Timeout(20)
    void what_a_search_that_waits_looks_for_is_counted_until_its_client_goes() throws InterruptedException {
        String types = IntStream.range(0, 5_000)
                .mapToObj(i -> "\"" + "t".repeat(200) + i + '"')
                .collect(Collectors.joining(",", "[", "]"));
        String body = "{\"minPosition\":1000000,\"timeout\":\"PT30S\",\"eventType\":" + types + "}";
        try (RawHttp client = RawHttp.open()) {
            client.send("POST /stores/default/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            Meters.await("mayfly_requests_waiting", waiting -> waiting == 1);
            Meters.await("mayfly_requests_in_flight_bytes", bytes -> bytes > 1_000_000);
        }
        Meters.await("mayfly_requests_in_flight_bytes", bytes -> bytes == 0);
        Meters.await("mayfly_requests_waiting", waiting -> waiting == 0);
    }

    private static Answer get(String target, List<String> headers) {
        return RawHttp.get(target, headers.toArray(String[]::new));
    }

    private static String escaped(String store) {
        return "%" + Integer.toHexString(store.charAt(0)).toUpperCase(Locale.ROOT) + store.substring(1);
    }

    /** Returns what an answer says, in terms of the store's plain name. */
    private static Map<String, String> comparable(Answer answer, String store) {
        Map<String, String> parts = new TreeMap<>(answer.headers());
        parts.put("status", Integer.toString(answer.status()));
        parts.put("body", answer.body());
        parts.replaceAll((name, value) -> value.replace(escaped(store), store).replace("a%2D1", "a-1"));
        // The tag of a search is made of its address, among other things.
        parts.computeIfPresent("etag", (name, tag) -> tag.replaceFirst("^W/\"[0-9a-f]{24}-", "W/\"…-"));
        return parts;
    }
}
