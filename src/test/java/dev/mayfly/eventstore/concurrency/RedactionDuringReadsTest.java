package dev.mayfly.eventstore.concurrency;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads while events are redacted. */
@Timeout(60)
class RedactionDuringReadsTest {
    private static final int EVENTS = 20_000;

    @Test
    void whoever_sees_a_revision_sees_every_redaction_that_it_counts() {
        EventStore store = new EmbeddedEventStore("redacted", 1 << 26, TimeSource.SYSTEM);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(event("a-" + i % 100, "T").data("{\"name\":\"secret\"}"));
        }
        Reading.append(store, Append.of(TestEvent.batch(events)));
        LogPrefix log = store.prefix();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int early = 0;
            while (!done.get()) {
                // Each redaction counts as one, in the order of positions.
                int revision = log.revision();
                early += revision > 0 && !log.isRedacted(revision) ? 1 : 0;
            }
            return early;
        });
        for (int position = 1; position <= EVENTS; position++) {
            store.redact(
                    store.incarnation(), new long[] {position}, RawJson.of("{\"redacted\":{\"reason\":\"asked\"}}"));
        }
        done.set(true);
        assertThat(reader.join()).isZero();
        assertThat(log.revision()).isEqualTo(EVENTS);
        assertThat(Reading.search(log, Criteria.builder().text("asked").build()))
                .hasSize(EVENTS);
    }
}
