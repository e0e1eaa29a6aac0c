package dev.mayfly.http.share;

import static dev.mayfly.http.route.Streams.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.RawHttp.Answer;
import dev.mayfly.http.route.Streams;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One address takes all that it gets, and another still finds its share. */
@ServerTest
@TestProfile(NeighboursIT.Settings.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere this machine has only one address of its own")
class NeighboursIT {
    private static final String HOG = "127.0.0.2";
    private static final String VICTIM = "127.0.0.3";
    private static final int MIB = 1024 * 1024;
    private static final int MOST_CONNECTIONS = 60;
    private static final int MOST_STREAMS = 40;
    /** The size of a large event, of which the unread answers have room for a few. */
    private static final int LARGE = 150_000;

    private static final long REFUSED_STREAM = 7;
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;
    private static final int ATTEMPTS = 500;
    private static final int PAUSE_MILLIS = 20;

    private final List<RawHttp> open = new ArrayList<>();

    /** Few of everything. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mayfly.limits.connections",
                    Integer.toString(MOST_CONNECTIONS),
                    "mayfly.limits.waiting-requests",
                    "8",
                    "mayfly.subscription.max-count",
                    "8",
                    "mayfly.operations.running",
                    "8",
                    "mayfly.limits.request-size",
                    "1M",
                    "mayfly.limits.small-bodies-size",
                    "1M",
                    "mayfly.limits.requests-in-flight-size",
                    "10M",
                    "mayfly.limits.send-queue-size",
                    "1M",
                    "mayfly.limits.streams",
                    Integer.toString(MOST_STREAMS));
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        open.forEach(RawHttp::close);
        open.clear();
        // The one that asks.
        Meters.await("http_server_active_connections", count -> count <= 1);
        Meters.await("mayfly_requests_in_flight_bytes", bytes -> bytes == 0);
        Meters.await("mayfly_send_queue_bytes", bytes -> bytes == 0);
    }

    private RawHttp sent(String from, String request) {
        RawHttp http = RawHttp.open(from, RECEIVE_BUFFER_BYTES);
        open.add(http);
        http.send(request);
        return http;
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    /** Sends requests from the hog until one is refused, and returns that answer. */
    private Answer refused(String request, int most) {
        for (int i = 0; i < most; i++) {
            Answer answer = sent(HOG, request).answer();
            if (answer.status() >= 400) {
                return answer;
            }
        }
        throw new AssertionError("nothing was refused");
    }

    private static void assertRefused(Answer answer, String setting) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(answer.json().textAt("type")).isEqualTo("urn:mayfly:problem:throttled");
        assertThat(answer.json().textAt("detail"))
                .containsPattern("(this|one) client|from your address")
                .contains(setting);
    }

    @Test
    void connections() {
        Answer refused = refused(get("/version"), MOST_CONNECTIONS);
        assertRefused(refused, "mayfly.limits.connections");
        assertThat(open).hasSizeBetween(MOST_CONNECTIONS * 4 / 5 - 2, MOST_CONNECTIONS * 4 / 5 + 1);
        for (int i = 0; i < MOST_CONNECTIONS / 5 - 2; i++) {
            assertThat(sent(VICTIM, get("/version")).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void subscriptions() {
        String store = Stores.created();
        String request = get("/stores/" + store + "/subscription");
        int begun = 0;
        RawHttp last = sent(HOG, request);
        while (begun < 7 && last.head() == 200) {
            begun++;
            last = sent(HOG, request);
        }
        assertThat(begun).isEqualTo(7);
        assertRefused(last.answer(), "mayfly.subscription.max-count");
        assertThat(sent(VICTIM, request).head()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"minCount=1&wait=PT30S", "minPosition=1&timeout=PT30S"})
    void requests_that_wait(String how) throws InterruptedException {
        String store = Stores.created();
        String wait = get("/stores/" + store + "/events?" + how);
        for (int i = 0; i < 7; i++) {
            sent(HOG, wait);
        }
        Meters.await("mayfly_requests_waiting", count -> count == 7);
        assertRefused(sent(HOG, wait).answer(), "mayfly.limits.waiting-requests");
        RawHttp victim = sent(VICTIM, wait);
        Meters.await("mayfly_requests_waiting", count -> count == 8);
        Stores.append(store, "a-1");
        assertThat(victim.answer().status()).isEqualTo(200);
        Meters.await("mayfly_requests_waiting", count -> count == 0);
    }

    @Test
    void operations() throws InterruptedException {
        String line = "{\"aggregateId\":\"a\",\"eventType\":\"T\"}\n";
        for (int i = 0; i < 7; i++) {
            sent(HOG, importing(100_000) + line);
        }
        awaitRunning(7);
        assertRefused(sent(HOG, importing(line.length()) + line).answer(), "mayfly.operations.running");
        assertThat(sent(VICTIM, importing(line.length()) + line).answer().status())
                .isEqualTo(202);
    }

    /** Returns the head of an import into a new store. */
    private static String importing(int bytes) {
        return "POST /stores/" + Stores.created() + "/import HTTP/1.1\r\nHost: localhost\r\nPrefer: respond-async\r\n"
                + "Content-Type: application/x-ndjson\r\nContent-Length: " + bytes + "\r\n\r\n";
    }

    private static void awaitRunning(int count) throws InterruptedException {
        long running = 0;
        for (int i = 0; i < ATTEMPTS && running != count; i++) {
            Thread.sleep(PAUSE_MILLIS);
            running = JsonBody.of(RawHttp.get("/operations").body()).<String>listAt("operations.status").stream()
                    .filter("running"::equals)
                    .count();
        }
        assertThat(running).isEqualTo(count);
    }

    @Test
    void memory_of_requests_in_flight() throws InterruptedException {
        String store = Stores.created();
        byte[] body = new byte[MIB - 64 * 1024];
        for (int i = 0; i < 12; i++) {
            RawHttp http = sent(HOG, appending(store, MIB));
            http.send(body, 0, body.length);
        }
        double held = Meters.await("mayfly_requests_in_flight_bytes", bytes -> bytes > 6 * MIB);
        assertThat(held).isLessThanOrEqualTo(8 * MIB);
        String event =
                "{\"events\":[{\"aggregateId\":\"a\",\"eventType\":\"T\",\"data\":\"" + "x".repeat(600_000) + "\"}]}";
        for (int i = 0; i < 3; i++) {
            assertThat(sent(VICTIM, appending(store, event.length()) + event)
                            .answer()
                            .status())
                    .isEqualTo(201);
        }
    }

    private static String appending(String store, int bytes) {
        return "POST /stores/" + store + "/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + bytes + "\r\n\r\n";
    }

    @Test
    void unread_answers() {
        String store = Stores.created();
        String event = "{\"aggregateId\":\"a\",\"eventType\":\"T\",\"data\":\"" + "x".repeat(100_000) + "\"}";
        // More than the network itself takes of an answer that nobody reads.
        for (int i = 0; i < 20; i++) {
            String nine = "{\"events\":[" + String.join(",", Collections.nCopies(9, event)) + "]}";
            assertThat(RawHttp.post("/stores/" + store + "/events", nine).status())
                    .isEqualTo(201);
        }
        String export = get("/stores/" + store + "/export");
        RawHttp last = sent(HOG, export);
        int begun = 0;
        while (begun < MOST_CONNECTIONS / 2 && last.head() == 200) {
            begun++;
            last = sent(HOG, export);
        }
        assertThat(begun).isBetween(3, MOST_CONNECTIONS / 2 - 1);
        assertThat(sent(VICTIM, export).answer().status()).isEqualTo(200);
    }

    @Test
    void unread_answers_and_subscriptions_with_large_events() throws InterruptedException {
        String store = Stores.created();
        String event = "{\"aggregateId\":\"a\",\"eventType\":\"T\",\"data\":\"" + "x".repeat(LARGE) + "\"}";
        for (int i = 0; i < 8; i++) {
            String five = "{\"events\":[" + String.join(",", Collections.nCopies(5, event)) + "]}";
            assertThat(RawHttp.post("/stores/" + store + "/events", five).status())
                    .isEqualTo(201);
        }
        for (int i = 0; i < 8; i++) {
            sent(HOG, get("/stores/" + store + "/aggregates/a/events?pretty"));
            sent(HOG, get("/stores/" + store + "/export"));
        }
        for (int i = 0; i < 6; i++) {
            sent(HOG, get("/stores/" + store + "/subscription"));
        }
        Meters.await("mayfly_send_queue_bytes", bytes -> bytes > MIB / 2);
        for (int i = 0; i < 10; i++) {
            // An event more may be under way on each event loop.
            assertThat(Meters.value("mayfly_send_queue_bytes")).isLessThan(1.5 * MIB);
        }
        String one = get("/stores/" + store + "/aggregates/a/events?limit=1");
        Answer answer = sent(VICTIM, one).answer();
        for (int i = 0; i < ATTEMPTS && answer.status() == 503; i++) {
            Thread.sleep(PAUSE_MILLIS);
            answer = sent(VICTIM, one).answer();
        }
        assertThat(answer.json().textAt("events[0].data")).hasSize(LARGE);
    }

    @Test
    void documents_of_the_framework() {
        String document = get("/q/openapi");
        RawHttp last = sent(HOG, document.repeat(20));
        int begun = 0;
        while (begun < MOST_CONNECTIONS / 2 && last.head() == 200) {
            begun++;
            last = sent(HOG, document.repeat(20));
        }
        assertThat(begun).isBetween(1, MOST_CONNECTIONS / 2 - 1);
        assertThat(sent(VICTIM, document).answer().status()).isEqualTo(200);
        assertThat(sent(HOG, get("/q/health/live")).answer().status()).isEqualTo(200);
    }

    @Test
    void streams_of_http_2() throws Exception {
        String store = Stores.created();
        try (Streams hog = Streams.open(HOG);
                Streams victim = Streams.open(VICTIM);
                Streams again = Streams.open(HOG)) {
            List<HttpClientRequest> begun = new ArrayList<>();
            List<Future<HttpClientResponse>> slow = new ArrayList<>();
            for (int i = 0; i < MOST_STREAMS; i++) {
                HttpClientRequest request = soon(hog.client().request(HttpMethod.POST, "/stores/" + store + "/events"));
                request.exceptionHandler(refused -> {}) // its response has it too
                        .putHeader("Content-Type", "application/json")
                        .setChunked(true)
                        .write("[");
                begun.add(request);
                slow.add(request.response());
            }
            // A fifth stays free.
            int most = MOST_STREAMS - MOST_STREAMS / 5;
            for (Future<HttpClientResponse> refused : slow.subList(most, MOST_STREAMS)) {
                assertThatThrownBy(() -> soon(refused))
                        .cause()
                        .isInstanceOfSatisfying(
                                StreamResetException.class,
                                reset -> assertThat(reset.getCode()).isEqualTo(REFUSED_STREAM));
            }
            // Not before: a stream of the victim's counts too while it lasts.
            assertThat(soon(soon(victim.client().request(HttpMethod.GET, "/version"))
                                    .send())
                            .statusCode())
                    .isEqualTo(200);
            begun.get(0).end("]");
            assertThat(soon(slow.get(0)).statusCode()).isEqualTo(400);
            assertThat(slow.subList(1, most)).noneMatch(Future::isComplete);
            soon(hog.client().close());
            for (int i = 0; i < MOST_STREAMS; i++) {
                assertThat(soon(soon(again.client().request(HttpMethod.GET, "/version"))
                                        .send())
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }
}
