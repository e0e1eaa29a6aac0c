package dev.mayfly.projection;

import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.AppendResult;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that begins another history, or cannot be read, when a test says so. */
final class RestlessStore extends ForwardingEventStore {
    private volatile EventStore current;
    private final AtomicInteger failures = new AtomicInteger();

    RestlessStore() {
        this(newStore());
    }

    private RestlessStore(EventStore first) {
        super(first);
        current = first;
    }

    private static EventStore newStore() {
        return new EmbeddedEventStore("restless", 256L << 20, TimeSource.SYSTEM);
    }

    /** Begins another history. */
    void reset() {
        current = newStore();
    }

    /** Has the next reads fail, so many of them. */
    void fail(int times) {
        failures.set(times);
    }

    @Override
    public String incarnation() {
        return current.incarnation();
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        return current.append(append);
    }

    @Override
    public LogPrefix prefix() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("out of order");
        }
        return current.prefix();
    }

    @Override
    public LogPrefix prefixAt(long position) {
        return current.prefixAt(position);
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        return current.reached(position);
    }
}
