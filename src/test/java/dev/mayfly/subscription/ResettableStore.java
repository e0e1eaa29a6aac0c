package dev.mayfly.subscription;

import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.AppendResult;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that can be emptied while it is followed, and that counts who waits at it. */
final class ResettableStore extends ForwardingEventStore {
    private static final long LIMIT_BYTES = 256L << 20;

    private final AtomicInteger waiters = new AtomicInteger();
    private volatile EventStore current;

    private ResettableStore(EventStore first) {
        super(first);
        current = first;
    }

    static ResettableStore empty() {
        return new ResettableStore(newStore());
    }

    private static EventStore newStore() {
        return new EmbeddedEventStore("followed", LIMIT_BYTES, TimeSource.SYSTEM);
    }

    /** Begins another history. */
    void reset() {
        current = newStore();
    }

    /** Returns how many wait now for the log to grow. */
    int waiters() {
        return waiters.get();
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
    public String incarnation() {
        return current.incarnation();
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        return current.append(append);
    }

    @Override
    public LogPrefix prefix() {
        return current.prefix();
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        CompletableFuture<Void> reached = current.reached(position);
        waiters.incrementAndGet();
        var unused = reached.whenComplete((done, failure) -> waiters.decrementAndGet());
        return reached;
    }
}
