package dev.mayfly.http.work;

import static dev.mayfly.http.answer.JsonBody.valueAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.http.route.Requests;
import dev.mayfly.operation.Operation;
import dev.mayfly.operation.Operations;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An import is a change of history, and asks the operations of its store to end: itself too. */
@QuarkusTest
class OwnCommitTest {
    private static final int EVENTS = 2_000;

    @Inject
    Operations operations;

    private static String lines() {
        StringBuilder lines = new StringBuilder();
        IntStream.rangeClosed(1, EVENTS)
                .forEach(n -> lines.append("{\"position\":" + n + ",\"eventId\":\"e" + n
                        + "\",\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"version\":" + n
                        + ",\"timestamp\":\"2020-01-01T00:00:00Z\",\"recordedAt\":\"2020-01-01T00:00:00Z\"}\n"));
        return lines.toString();
    }

    @Test
    void an_import_that_its_own_commit_asks_to_end_is_done_all_the_same() {
        String store = Stores.created();
        String before = valueAt("incarnation", Stores.get(store, "").extract());
        String address = Calls.address(Requests.of("application/x-ndjson", lines())
                .header("Prefer", "respond-async")
                .post("/stores/" + store + "/import")
                .then());
        JsonBody ended = Calls.ended(address);
        Operation operation =
                operations.find(address.substring("/operations/".length())).orElseThrow();
        assertThat(operation.isStopped()).isTrue();
        assertThat(ended.textAt("status")).isEqualTo("done");
        assertThat(ended.intAt("result.count")).isEqualTo(EVENTS);
        assertThat(ended.mapAt("")).doesNotContainKeys("reason", "problem");
        String after = valueAt("incarnation", Stores.get(store, "").extract());
        assertThat(after).isNotEqualTo(before);
    }
}
