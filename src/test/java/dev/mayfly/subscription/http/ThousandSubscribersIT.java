package dev.mayfly.subscription.http;

import static dev.mayfly.search.http.TestEvents.append;
import static dev.mayfly.search.http.TestEvents.event;
import static dev.mayfly.search.http.TestEvents.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.live.LineClient;
import dev.mayfly.http.live.Meters;
import dev.mayfly.packaged.ServerTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A thousand subscriptions at once, each of which gets every event once and in order while four writers append. */
@ServerTest
class ThousandSubscribersIT {
    private static final int CLIENTS = 1_000;
    private static final int WRITERS = 4;
    private static final int BATCHES = 30;
    private static final int MOST_EVENTS = 4;
    private static final long PATIENCE_MILLIS = 120_000;

    /** What stands before the position of an event in a line of each form. */
    private static final String IN_NDJSON = "{\"event\":{\"position\":";

    private static final String IN_EVENT_STREAM = "data: {\"position\":";

    private final String type = unique("T");

    /** The positions that a client has been sent, in the order in which they came. */
    private static final class Received {
        final List<Long> positions = new ArrayList<>();

        void line(String line) {
            String before = line.startsWith(IN_NDJSON) ? IN_NDJSON : IN_EVENT_STREAM;
            int end = line.indexOf(",\"eventId\"");
            if (line.startsWith(before) && end > 0) {
                positions.add(Long.parseLong(line.substring(before.length(), end)));
            }
        }
    }

    private void write(int writer) {
        Random random = new Random(writer);
        for (int i = 0; i < BATCHES; i++) {
            List<String> events = new ArrayList<>();
            int size = 1 + random.nextInt(MOST_EVENTS);
            for (int e = 0; e < size; e++) {
                events.add(event("many-" + random.nextInt(10), type));
            }
            append(events);
        }
    }

    private List<Long> stored() {
        return JsonBody.of(given().accept("application/json")
                        .queryParam("eventType", type)
                        .queryParam("sort", "position")
                        .queryParam("limit", 10_000)
                        .get("/stores/default/events"))
                .<Number>listAt("events.position")
                .stream()
                .map(Number::longValue)
                .toList();
    }

    @Test
    void each_gets_every_event_once_and_in_order() throws IOException, InterruptedException {
        append(event("many-1", type), event("many-2", type));
        List<Received> received = new ArrayList<>();
        List<LineClient> clients = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            String target = "/stores/default/subscription?eventType=" + type;
            for (int i = 0; i < CLIENTS; i++) {
                Received own = new Received();
                received.add(own);
                String accept = i % 2 == 0 ? "application/x-ndjson" : "text/event-stream";
                clients.add(LineClient.open(selector, RestAssured.port, target, accept, own::line));
            }
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(CompletableFuture.runAsync(() -> write(writer)));
            }
            CompletableFuture<List<Long>> expected = CompletableFuture.allOf(
                            writers.toArray(new CompletableFuture<?>[0]))
                    .thenApply(written -> stored());
            long end = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (!expected.isDone() || !haveAll(received, expected.join().size())) {
                assertThat(System.currentTimeMillis()).isLessThan(end);
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    ((LineClient) key.attachment()).read();
                }
                selector.selectedKeys().clear();
            }
            List<Long> all = expected.join();
            assertThat(all).isSorted().hasSizeGreaterThan(WRITERS * BATCHES);
            assertThat(received).allSatisfy(own -> assertThat(own.positions).isEqualTo(all));
        } finally {
            for (LineClient client : clients) {
                client.close();
            }
        }
        Meters.await("mayfly_subscriptions", count -> count == 0);
    }

    private static boolean haveAll(List<Received> received, int size) {
        return received.stream().allMatch(own -> own.positions.size() >= size);
    }
}
