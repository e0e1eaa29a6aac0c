package dev.mayfly.append.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.route.RawHttp;
import dev.mayfly.packaged.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A large body keeps nobody else waiting. */
@ServerTest
class LargeBodyIT {
    private static final int EVENTS = 100_000;

    @Test
    void health_probes_are_answered_while_a_hundred_thousand_events_go_in() throws Exception {
        String run = UUID.randomUUID().toString();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            lines.append("{\"aggregateId\":\"load-")
                    .append(run)
                    .append('-')
                    .append(i % 1000)
                    .append("\",\"eventType\":\"Loaded\",\"data\":{\"number\":")
                    .append(i)
                    .append(",\"text\":\"")
                    .append("x".repeat(100))
                    .append("\"}}\n");
        }
        byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
        CountDownLatch halfSent = new CountDownLatch(1);
        CompletableFuture<RawHttp.Answer> append = CompletableFuture.supplyAsync(() -> {
            try (RawHttp http = RawHttp.open()) {
                http.send("POST /stores/default/events HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/x-ndjson\r\nContent-Length: " + body.length + "\r\n\r\n");
                http.send(body, 0, body.length / 2);
                halfSent.countDown();
                http.send(body, body.length / 2, body.length - body.length / 2);
                return http.answer();
            }
        });
        halfSent.await();
        int probesDuringAppend = 0;
        while (!append.isDone()) {
            RawHttp.Answer probe = RawHttp.get("/q/health/live");
            assertThat(probe.status()).isEqualTo(200);
            if (!append.isDone()) {
                probesDuringAppend++;
            }
        }
        assertThat(append.get().status()).as(append.get().body()).isEqualTo(201);
        assertThat(append.get().json().intAt("count")).isEqualTo(EVENTS);
        assertThat(probesDuringAppend).isPositive();
    }
}
