package dev.mayfly.bootstrap.meters;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A store that counts its appends and reads, and otherwise delegates to another store. */
public final class MeteredEventStore extends ForwardingEventStore {
    private final StoreMeters meters;

    public MeteredEventStore(EventStore store, StoreMeters meters) {
        super(store);
        this.meters = meters;
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        long startNanos = System.nanoTime();
        return counted(append, startNanos, super.append(append));
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        long startNanos = System.nanoTime();
        return super.appendUnlessBusy(append).map(stage -> counted(append, startNanos, stage));
    }

    @Override
    public LogPrefix prefix() {
        meters.read();
        return super.prefix();
    }

    @Override
    public LogPrefix prefixAt(long position) {
        meters.read();
        return super.prefixAt(position);
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        meters.read();
        return super.prefixAsOf(recordedAtNanos);
    }

    private CompletionStage<AppendResult> counted(Append append, long startNanos, CompletionStage<AppendResult> stage) {
        return stage.whenComplete((result, failure) -> meters.appended(append, result, System.nanoTime() - startNanos));
    }
}
