package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.MemoryLimit;
import dev.mayfly.eventstore.StoreEngine;
import dev.mayfly.eventstore.TimeSource;

/** Makes stores that keep their logs in this process's memory. */
public final class EmbeddedStores implements StoreEngine {
    @Override
    public EventStore make(String name, MemoryLimit limitBytes, TimeSource clock) {
        return new EmbeddedEventStore(name, limitBytes, clock);
    }

    @Override
    public EventStore make(String name, MemoryLimit limitBytes, TimeSource clock, LogImage image) {
        return new EmbeddedEventStore(name, limitBytes, clock, image);
    }
}
