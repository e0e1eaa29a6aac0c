package dev.mayfly.eventstore.conformance;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.Litter;
import dev.mayfly.testing.conformance.EventStoreConformance;

/** A store that went back to where it was empty passes the suite. */
class RestoredEventStoreTest extends EventStoreConformance {
    @Override
    public EventStore newStore(TimeSource clock, long limitBytes) {
        EventStore store = new EmbeddedEventStore("restored", limitBytes, clock);
        Litter.append(store, 300);
        store.restore(store.image(0));
        return store;
    }
}
