package dev.mayfly.store;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Progress;

/**
 * Counts the memory of a store while it is optimised: a copy of its events while it is made, and then what was copied for
 * as long as it is read. For one thread.
 */
final class OptimisationAccount implements Progress {
    private final EventStore store;
    private final MemoryBudget.Share share;
    private final Progress progress;
    private final String incarnation;
    private Object root;
    /** What the store uses, without a copy. */
    private final long usedBytes;

    /**
     * Begins to count.
     *
     * @param progress receives the progress of the work
     */
    OptimisationAccount(EventStore store, MemoryBudget.Share share, Progress progress) {
        this.store = store;
        this.share = share;
        this.progress = progress;
        this.incarnation = store.incarnation();
        this.root = store.prefix().root();
        this.usedBytes = store.memory().usedBytes();
    }

    @Override
    public void at(long done, long total) {
        tell();
        progress.at(done, total);
    }

    /** Counts what the store uses now. */
    @SuppressWarnings("ReferenceEquality") // Another root is of another log.
    void tell() {
        Object now = store.prefix().root();
        if (now != root && store.incarnation().equals(incarnation)) {
            share.rewritten(store.memory(), root, usedBytes);
            root = now;
        } else {
            share.tell(store.memory());
        }
    }
}
