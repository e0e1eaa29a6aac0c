package dev.mayfly.eventstore.conformance;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.testing.conformance.EventStoreConformance;

/** The store that others are held against keeps every rule itself. */
class NaiveEventStoreTest extends EventStoreConformance {
    @Override
    public EventStore newStore(TimeSource clock, long limitBytes) {
        return new NaiveEventStore(clock, limitBytes);
    }
}
