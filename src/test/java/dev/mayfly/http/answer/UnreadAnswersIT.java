package dev.mayfly.http.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.live.Follower;
import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.Requests;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that nobody reads: there is room for some, their clients must go in the end, and others are served meanwhile. */
@ServerTest
@TestProfile(UnreadAnswersIT.Settings.class)
class UnreadAnswersIT {
    private static final String LIMIT = "mayfly_send_queue_limit_bytes";
    private static final String USED = "mayfly_send_queue_bytes";
    private static final int MOST = 200;
    private static final int ATTEMPTS = 600;
    private static final int PAUSE_MILLIS = 100;

    private final List<Follower> attackers = new ArrayList<>();

    /** Little room, and little patience once it is used. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mayfly.limits.send-queue-size", "1M", "mayfly.limits.stall-time", "PT1M");
        }
    }

    @AfterEach
    void close() {
        attackers.forEach(Follower::close);
    }

    /** Returns a store with more events than the network has room for. */
    private static String filled(int dataBytes) {
        String store = Stores.created();
        String data = "x".repeat(dataBytes);
        String lines = IntStream.range(0, 20)
                .mapToObj(i -> "{\"eventType\":\"T\",\"data\":\"" + data + "\"}")
                .collect(Collectors.joining("\n"));
        for (int i = 0; i < 10; i++) {
            Requests.of("application/x-ndjson", lines)
                    .post("/stores/" + store + "/aggregates/a-" + i + "/events")
                    .then()
                    .statusCode(201);
        }
        return store;
    }

    /** Opens attackers until one is refused or there are too many, and returns the one that is refused. */
    private Follower refused(Supplier<Follower> attack) throws InterruptedException {
        Follower refused = null;
        for (int i = 0; refused == null && i < MOST + ATTEMPTS; i++) {
            Follower attacker = attack.get();
            if (attacker.status() != 200) {
                refused = attacker;
            } else if (attackers.size() < MOST) {
                attackers.add(attacker);
            } else {
                // A slow server has not filled the buffers of all of them yet.
                attacker.close();
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return refused;
    }

    @Test
    void a_search_in_a_body_is_refused_like_any_other_read() throws InterruptedException {
        String store = filled(100_000);
        Follower refused =
                refused(() -> Follower.post("/stores/" + store + "/search", "application/x-ndjson", 4 * 1024, "{}"));
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(429);
        refused.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/export, application/x-ndjson, 100000",
        "/events?limit=1000, application/json, 100000",
        "/events, application/x-ndjson, 100000",
        // A larger event waits in the store until there is room, and holds none meanwhile.
        "/subscription, text/event-stream, 50000"
    })
    void clients_that_read_nothing_get_room_for_some_answers_and_must_go(String path, String accept, int eventBytes)
            throws Exception {
        String store = filled(eventBytes);
        Follower refused = refused(() -> Follower.open("/stores/" + store + path, accept, 4 * 1024));
        assertThat(refused).isNotNull();
        assertThat(Meters.value(LIMIT)).isEqualTo(1024 * 1024);
        assertThat(attackers).as("served").hasSizeBetween(5, MOST);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isEqualTo("5");
        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
        refused.close();
        Stores.append(store, "b-1");
        assertThat(RawHttp.get("/stores/" + store + "/aggregates/b-1").status()).isEqualTo(200);

        // As many attackers as it takes are disconnected, although none of them goes by itself.
        String large = "/stores/" + store + "/events?limit=1";
        int status = RawHttp.get(large).status();
        for (int i = 0; i < ATTEMPTS && status == 429; i++) {
            Thread.sleep(PAUSE_MILLIS);
            status = RawHttp.get(large).status();
        }
        assertThat(status).isEqualTo(200);

        attackers.forEach(Follower::close);
        Meters.await(USED, bytes -> bytes == 0);
        assertThat(RawHttp.get("/stores/" + store + "/export").status()).isEqualTo(200);
    }
}
