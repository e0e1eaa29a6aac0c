package dev.mayfly.dump;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A store that is exported, emptied and filled again by import before one in so many appends. Behaves like any other store
 * if nothing gets lost on the way.
 */
public final class ImportingEventStore extends ForwardingEventStore {
    private final EventStore store;
    private final int oneIn;
    private int appends;

    /** Makes a store of an empty one, which it empties and fills for the first time now. */
    public ImportingEventStore(EventStore empty, int oneIn) {
        super(empty);
        this.store = empty;
        this.oneIn = oneIn;
        goThroughDump();
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        if (++appends % oneIn == 0) {
            goThroughDump();
        }
        return super.append(append);
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return Optional.of(append(append));
    }

    private void goThroughDump() {
        byte[] dump = Dumps.dump(store);
        store.reset();
        try {
            Dumps.fill(store, dump, 4_000);
        } catch (InvalidInputException refused) {
            throw new AssertionError("a store's own dump was refused: " + refused.violations(), refused);
        }
    }
}
