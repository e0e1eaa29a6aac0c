package dev.mayfly.projection;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;

/** Wakes an idle projection when its store's log has grown. For one thread at a time. */
interface Wake {
    /** Makes the wakes of projections. */
    @FunctionalInterface
    interface Source {
        /**
         * Returns a wake for a store.
         *
         * @param task what the wake calls, from any thread; it must be short, and may be called more often than needed
         */
        Wake of(EventStore store, Runnable task);
    }

    /**
     * Calls the task whenever the log grows from now on, or the store starts another history. Growth between the
     * checkpoint and now leads to only one call, which may have happened already.
     */
    void beyond(Checkpoint checkpoint);

    /** Stops calling the task until the next {@link #beyond}. */
    void rest();
}
