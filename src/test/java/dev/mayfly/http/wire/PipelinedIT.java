package dev.mayfly.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.live.Meters;
import dev.mayfly.http.route.RawHttp;
import dev.mayfly.http.route.RawHttp.Answer;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests that are sent without waiting for the answers to those before. */
@ServerTest
class PipelinedIT {
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;
    private static final int UNREAD = 20_000;
    private static final int EVENT_BYTES = 5_000;
    private static final long MOST_DIRECT_BYTES = 32L << 20;

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static String append(String store, int number) {
        String event = "{\"eventType\":\"T\",\"data\":" + number + "}";
        return "POST /stores/" + store + "/aggregates/a/events HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + event.length() + "\r\n\r\n" + event;
    }

    @Test
    void they_are_answered_in_their_order_whatever_they_ask() {
        String store = Stores.created();
        try (RawHttp http = RawHttp.open()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 1; i <= 300; i++) {
                requests.append(append(store, i));
                requests.append(get("/stores/" + store + "/aggregates/a"));
                requests.append(get("/stores/" + store + "/nothing-" + i));
                requests.append(get("/stores/" + store + "/analytics/statistics"));
            }
            http.send(requests.toString());
            for (int i = 1; i <= 300; i++) {
                assertThat(http.answer().json().longAt("lastVersion")).isEqualTo(i);
                assertThat(http.answer().json().longAt("version")).isEqualTo(i);
                Answer missing = http.answer();
                assertThat(missing.status()).isEqualTo(404);
                assertThat(http.answer().json().longAt("total")).isEqualTo(i);
            }
        }
    }

    @Test
    void a_client_that_reads_nothing_is_not_read_either_and_gets_every_answer_later() throws Exception {
        String store = Stores.created();
        RawHttp.post(
                "/stores/" + store + "/aggregates/a/events",
                "{\"eventType\":\"T\",\"data\":\"" + "x".repeat(EVENT_BYTES) + "\"}");
        try (RawHttp http = RawHttp.open("127.0.0.1", RECEIVE_BUFFER_BYTES)) {
            String hundred = get("/stores/" + store + "/aggregates/a/events").repeat(100);
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < UNREAD; i += 100) {
                    http.send(hundred);
                }
            });
            for (int i = 0; i < UNREAD; i++) {
                if (i % 1_000 == 0) {
                    // The network takes a few megabytes of requests and of answers; the rest stays with the client.
                    assertThat(Meters.ifThere("jvm_buffer_memory_used_bytes", "id=\"direct\"")
                                    .orElse(0))
                            .isLessThan(MOST_DIRECT_BYTES);
                }
                assertThat(http.answer().status()).isEqualTo(200);
            }
            sent.get(60, TimeUnit.SECONDS);
        }
    }
}
