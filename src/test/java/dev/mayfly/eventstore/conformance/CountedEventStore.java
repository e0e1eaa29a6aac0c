package dev.mayfly.eventstore.conformance;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** An engine that counts what another one stores. */
final class CountedEventStore extends ForwardingEventStore {
    private final LongAdder stored = new LongAdder();

    CountedEventStore(EventStore engine) {
        super(engine);
    }

    /** Returns how many events were stored since the store was made. */
    long stored() {
        return stored.sum();
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        return super.append(append).thenApply(this::counted);
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return super.appendUnlessBusy(append).map(stage -> stage.thenApply(this::counted));
    }

    private AppendResult counted(AppendResult result) {
        if (result instanceof Appended appended && !appended.replayed()) {
            stored.add(appended.lastPosition() - appended.firstPosition() + 1);
        }
        return result;
    }
}
