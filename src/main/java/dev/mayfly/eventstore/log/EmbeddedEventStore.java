package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.AppendResult;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The event store that keeps its log in this process's memory. */
public final class EmbeddedEventStore implements EventStore {
    /**
     * Makes an empty store.
     *
     * @param name its name
     * @param limitBytes the most bytes that its events and indexes may take
     * @param clock what it takes its times from
     */
    public EmbeddedEventStore(String name, long limitBytes, TimeSource clock) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String incarnation() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant createdAt() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LogPrefix prefix() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LogPrefix prefixAt(long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MemoryUse memory() {
        throw new UnsupportedOperationException();
    }
}
