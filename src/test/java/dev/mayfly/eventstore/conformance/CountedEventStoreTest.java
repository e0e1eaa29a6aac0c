package dev.mayfly.eventstore.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.NewEvent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.testing.conformance.EventStoreConformance;
import org.junit.jupiter.api.Test;

/** The counting engine keeps every rule, and counts. */
class CountedEventStoreTest extends EventStoreConformance {
    @Override
    public EventStore newStore(TimeSource clock, long limitBytes) {
        return new CountedEventStore(new EmbeddedEventStore("counted", limitBytes, clock));
    }

    /** The rules' own clock and empty store serve the engine's own tests too. */
    @Test
    void what_is_stored_is_counted_once() {
        Append append = Append.of(
                EventBatch.of(NewEvent.of("order-1", "OrderPlaced", "{}").withEventId("e-1")));
        store().append(append).toCompletableFuture().join();
        store().append(append).toCompletableFuture().join();
        assertEquals(1, ((CountedEventStore) store()).stored());
    }
}
