package dev.mayfly.command;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A store that always appends at once; a test overrides how. */
class NeverBusyStore extends ForwardingEventStore {
    NeverBusyStore(EventStore store) {
        super(store);
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return Optional.of(append(append));
    }
}
