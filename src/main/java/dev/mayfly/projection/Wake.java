package dev.mayfly.projection;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;

/** What wakes a projection that has nothing to do. For one thread at a time. */
interface Wake {
    /** Makes what wakes the projections of a store. */
    @FunctionalInterface
    interface Source {
        /**
         * Returns a wake that calls a task, from any thread, when it is to.
         *
         * @param task something short; it may be called more often than need be
         */
        Wake of(EventStore store, Runnable task);
    }

    /**
     * Has the task called whenever the log grows from now on, or gets another history. Of growth from the checkpoint to now it
     * tells only once, and perhaps it has done so already.
     */
    void beyond(Checkpoint checkpoint);

    /** Lets the task be called no more, until there is something to wait for again. */
    void rest();
}
