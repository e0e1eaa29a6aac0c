package dev.mayfly.bootstrap;

import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.AppendResult;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.MemoryUse;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store whose appends and reads are counted; all else is the store's own. */
final class MeteredEventStore implements EventStore {
    private final EventStore store;
    private final StoreMeters meters;

    MeteredEventStore(EventStore store, StoreMeters meters) {
        this.store = store;
        this.meters = meters;
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
        long startNanos = System.nanoTime();
        return counted(append, startNanos, store.append(append));
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        long startNanos = System.nanoTime();
        return store.appendUnlessBusy(append).map(stage -> counted(append, startNanos, stage));
    }

    @Override
    public LogPrefix prefix() {
        meters.read();
        return store.prefix();
    }

    @Override
    public LogPrefix prefixAt(long position) {
        meters.read();
        return store.prefixAt(position);
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        meters.read();
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

    private CompletionStage<AppendResult> counted(Append append, long startNanos, CompletionStage<AppendResult> stage) {
        return stage.whenComplete((result, failure) -> meters.appended(append, result, System.nanoTime() - startNanos));
    }
}
