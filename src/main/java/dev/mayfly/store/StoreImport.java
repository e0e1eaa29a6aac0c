package dev.mayfly.store;

import dev.mayfly.event.EventBatch;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Import;
import org.jspecify.annotations.Nullable;

/** An import into a store, whose memory counts, and of which the store's listeners are notified once it is part of it. */
final class StoreImport implements Import {
    private final Store store;
    private final EventStore bare;
    private final MemoryBudget.Share share;
    private final Import events;

    StoreImport(Store store, EventStore bare, MemoryBudget.Share share, Import events) {
        this.store = store;
        this.bare = bare;
        this.share = share;
        this.events = events;
    }

    @Override
    public void countFrom(int revision) {
        events.countFrom(revision);
    }

    @Override
    public @Nullable Refusal add(EventBatch batch) {
        return accounted(events.add(batch));
    }

    @Override
    public @Nullable Refusal skip(long from, long to) {
        return accounted(events.skip(from, to));
    }

    private @Nullable Refusal accounted(@Nullable Refusal refusal) {
        share.tell(bare.memory(), events.usedBytes());
        return refusal == null ? null : new Refusal(refusal.index(), share.explain(refusal.reason()));
    }

    @Override
    public boolean version(String digest, long version) {
        return events.version(digest, version);
    }

    @Override
    public @Nullable Refusal overrun() {
        return accounted(events.overrun());
    }

    @Override
    public long usedBytes() {
        return events.usedBytes();
    }

    @Override
    public boolean commit() {
        return store.commit(events);
    }

    @Override
    public void close() {
        events.close();
        store.account();
    }
}
