package dev.mayfly.eventstore.conformance;

import dev.mayfly.dump.ImportingEventStore;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.Litter;
import dev.mayfly.testing.conformance.EventStoreConformance;

/** A store that was filled by an import passes the suite. */
class ImportedEventStoreTest extends EventStoreConformance {
    @Override
    public EventStore newStore(TimeSource clock, long limitBytes) {
        EventStore store = new EmbeddedEventStore("imported", limitBytes, clock);
        Litter.append(store, 300);
        store.reset();
        return new ImportingEventStore(store, Integer.MAX_VALUE);
    }
}
