package dev.mayfly.projection;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;

/** Wakes an idle projection. For one thread at a time. */
interface Wake {
    /** Makes wakes for the projections of a store. */
    @FunctionalInterface
    interface Source {
        /**
         * Returns a wake that calls a task, from any thread, when it is to.
         *
         * @param task a short task; it may be called more often than needed
         */
        Wake of(EventStore store, Runnable task);
    }

    /**
     * Calls the task whenever the log grows from now on, or gets another history. Growth between the checkpoint and now
     * leads to only one call, which may have happened already.
     */
    void beyond(Checkpoint checkpoint);

    /** Stops calling the task until there is something to wait for again. */
    void rest();
}
