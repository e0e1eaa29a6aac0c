package dev.mayfly.projection;

import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that cannot be read when a test says so. */
final class RestlessStore extends ForwardingEventStore {
    private final AtomicInteger failures = new AtomicInteger();

    RestlessStore() {
        super(new EmbeddedEventStore("restless", 256L << 20, TimeSource.SYSTEM));
    }

    /** Has the next reads fail, so many of them. */
    void fail(int times) {
        failures.set(times);
    }

    @Override
    public LogPrefix prefix() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("out of order");
        }
        return super.prefix();
    }
}
