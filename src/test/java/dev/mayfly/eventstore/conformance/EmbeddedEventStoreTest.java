package dev.mayfly.eventstore.conformance;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.testing.conformance.EventStoreConformance;

/** The embedded engine passes the suite. */
class EmbeddedEventStoreTest extends EventStoreConformance {
    @Override
    public EventStore newStore(TimeSource clock, long limitBytes) {
        return new EmbeddedEventStore("conformance", limitBytes, clock);
    }
}
