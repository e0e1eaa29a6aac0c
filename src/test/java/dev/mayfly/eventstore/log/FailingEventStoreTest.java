package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.testing.conformance.EventStoreConformance;

/** An engine whose appends fail half-way before they go through keeps every rule. */
class FailingEventStoreTest extends EventStoreConformance {
    @Override
    public EventStore newStore(TimeSource clock, long limitBytes) {
        return new FailingEventStore(limitBytes, clock);
    }
}
