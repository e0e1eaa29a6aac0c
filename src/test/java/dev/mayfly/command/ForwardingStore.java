package dev.mayfly.command;

import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.AppendResult;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.MemoryUse;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store that hands everything on to another one; a test overrides what it wants to be different. */
class ForwardingStore implements EventStore {
    private final EventStore store;

    ForwardingStore(EventStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public String incarnation() {
        return store.incarnation();
    }

    @Override
    public Instant createdAt() {
        return store.createdAt();
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        return store.append(append);
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return Optional.of(append(append));
    }

    @Override
    public LogPrefix prefix() {
        return store.prefix();
    }

    @Override
    public LogPrefix prefixAt(long position) {
        return store.prefixAt(position);
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        return store.prefixAsOf(recordedAtNanos);
    }

    @Override
    public CompletableFuture<Void> reached(long position) {
        return store.reached(position);
    }

    @Override
    public MemoryUse memory() {
        return store.memory();
    }
}
