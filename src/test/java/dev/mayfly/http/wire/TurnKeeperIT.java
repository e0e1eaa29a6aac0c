package dev.mayfly.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What clients of several addresses get on the same event loops while each has more to do than fits into a turn. */
@ServerTest
class TurnKeeperIT {
    private static final int EVENTS = 500;
    private static final int ROUNDS = 10;

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static String chunked(String target, String type, String body) {
        StringBuilder request = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < body.length(); i++) {
            request.append("1\r\n").append(body.charAt(i)).append("\r\n");
        }
        return request.append("0\r\n\r\n").toString();
    }

    private static String lines(int client, int round) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            lines.append("{\"aggregateId\":\"a-" + client + "\",\"eventType\":\"T\",\"data\":{\"n\":"
                    + (round * EVENTS + i) + "}}\n");
        }
        return lines.toString();
    }

    /** Appends in the smallest chunks, with reads in front and behind, and checks each answer. */
    private static Void client(int client, String store) {
        String history = "/stores/" + store + "/aggregates/a-" + client + "/events?limit=1000";
        try (RawHttp http = RawHttp.open("127.0.0." + (2 + client), 64 * 1024)) {
            for (int round = 0; round < ROUNDS; round++) {
                http.send(get("/version")
                        + chunked("/stores/" + store + "/events", "application/x-ndjson", lines(client, round))
                        + get("/stores/" + store + "/aggregates/a-" + client)
                        + get(history));
                assertThat(http.answer().status()).isEqualTo(200);
                assertThat(http.answer().status()).isEqualTo(201);
                assertThat(http.answer().json().longAt("version")).isEqualTo((round + 1L) * EVENTS);
                assertThat(http.answer().status()).isEqualTo(200);
            }
        }
        return null;
    }

    @Test
    void everybody_gets_their_own_answers_in_order_and_everything_arrives() throws Exception {
        String store = Stores.created();
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicBoolean over = new AtomicBoolean();
        try {
            Future<Long> light = threads.submit(() -> {
                long answers = 0;
                try (RawHttp http = RawHttp.open("127.0.0.100", 64 * 1024)) {
                    for (; !over.get(); answers++) {
                        http.send(get("/stores/" + store));
                        assertThat(http.answer().status()).isEqualTo(200);
                    }
                }
                return answers;
            });
            List<Future<Void>> heavy = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int client = i;
                heavy.add(threads.submit(() -> client(client, store)));
            }
            for (Future<Void> each : heavy) {
                each.get();
            }
            over.set(true);
            assertThat(light.get()).isPositive();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }
}
