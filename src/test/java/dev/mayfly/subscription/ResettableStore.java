package dev.mayfly.subscription;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts who waits for its log to grow. */
final class ResettableStore extends ForwardingEventStore {
    private static final long LIMIT_BYTES = 256L << 20;

    private final AtomicInteger waiters = new AtomicInteger();
    private volatile boolean unreadable;

    private ResettableStore() {
        super(new EmbeddedEventStore("followed", LIMIT_BYTES, TimeSource.SYSTEM));
    }

    static ResettableStore empty() {
        return new ResettableStore();
    }

    /** Returns how many wait now for the log to grow. */
    int waiters() {
        return waiters.get();
    }

    /** Has every read fail from now on, or none. */
    void unreadable(boolean fails) {
        unreadable = fails;
    }

    @Override
    public LogPrefix prefix() {
        if (unreadable) {
            throw new IllegalStateException("unreadable");
        }
        return super.prefix();
    }

    /** Appends an event of a type. */
    void add(String eventType) {
        add(TestEvent.event("a-1", eventType));
    }

    /** Appends a batch. */
    void add(TestEvent... events) {
        Reading.append(this, TestEvent.append(events));
    }

    Checkpoint beginning() {
        return Checkpoint.beginning(incarnation());
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        CompletableFuture<Void> reached = super.reached(position);
        waiters.incrementAndGet();
        var unused = reached.whenComplete((done, failure) -> waiters.decrementAndGet());
        return reached;
    }
}
