package dev.mayfly.eventstore.conformance;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Litter;
import dev.mayfly.testing.conformance.EventStoreConformance;

/** A fork of a fork of a fork passes the suite, each made from before the first event of one that has many. */
class ForkOfForkTest extends EventStoreConformance {
    @Override
    public EventStore newStore(TimeSource clock, long limitBytes) {
        EventStore parent = new EmbeddedEventStore("parent", AMPLE_BYTES, new FakeClock());
        Litter.append(parent, 200);
        for (int position : new int[] {150, 70, 10}) {
            parent = new EmbeddedEventStore("between", AMPLE_BYTES, new FakeClock(), parent.image(position));
            Litter.append(parent, 100);
        }
        return new EmbeddedEventStore("fork", limitBytes, clock, parent.image(0));
    }
}
