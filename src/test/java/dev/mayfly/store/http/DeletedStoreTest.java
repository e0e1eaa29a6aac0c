package dev.mayfly.store.http;

import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What stays in memory of a deleted store. It looks into the heap, so that it runs in the server's own process. */
@QuarkusTest
class DeletedStoreTest {
    private static final List<String> READS = List.of(
            "/events",
            "/aggregates",
            "/aggregates/a-1/state",
            "/analytics/statistics",
            "/event-types",
            "/projections/counts/state",
            "/export");

    private static final String PROJECTION =
            "{\"groupBy\":\"aggregateId\",\"fields\":{\"n\":{\"count\":true},\"m\":{\"merge\":\"data\"}}}";

    @Test
    void nothing_of_a_deleted_store_stays_in_memory() throws JMException {
        long before = logs();
        String store = filled();
        for (String read : READS) {
            Stores.get(store, read).statusCode(200);
        }
        given().delete("/stores/" + store).then().statusCode(204);
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long after;
        do {
            after = logs();
        } while (after > before && System.nanoTime() < deadlineNanos);
        assertThat(after).isEqualTo(before);
    }

    private static String filled() {
        String store = created();
        Stores.put(store, "/projections/counts", PROJECTION).statusCode(201);
        Stores.put(store, "/snapshots/first", "").statusCode(201);
        String events = IntStream.range(0, 2_000)
                .mapToObj(
                        i -> "{\"aggregateId\":\"a-" + i % 2 + "\",\"eventType\":\"T\",\"data\":{\"some\":" + i + "}}")
                .collect(Collectors.joining(","));
        post(store, "/events", "{\"events\":[" + events + "]}").statusCode(201);
        return store;
    }

    /** Returns how many logs of events are reachable. */
    private static long logs() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(parts -> parts.length > 3 && parts[3].equals("dev.mayfly.eventstore.log.EventLog"))
                .mapToLong(parts -> Long.parseLong(parts[1]))
                .sum();
    }
}
