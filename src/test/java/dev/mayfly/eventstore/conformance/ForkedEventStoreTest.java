package dev.mayfly.eventstore.conformance;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Litter;
import dev.mayfly.testing.conformance.EventStoreConformance;

/** A fork from before the first event of a store that has many passes the suite. */
class ForkedEventStoreTest extends EventStoreConformance {
    @Override
    public EventStore newStore(TimeSource clock, long limitBytes) {
        EventStore parent = new EmbeddedEventStore("parent", AMPLE_BYTES, new FakeClock());
        Litter.append(parent, 300);
        return new EmbeddedEventStore("fork", limitBytes, clock, parent.image(0));
    }
}
