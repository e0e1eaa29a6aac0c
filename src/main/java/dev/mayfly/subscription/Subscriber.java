package dev.mayfly.subscription;

import dev.mayfly.eventstore.Checkpoint;

/**
 * Who gets what a subscription reads. Its methods are called one at a time, in order, each seeing what the ones before
 * did; never by a thread that appends, and never again once the subscription has been closed.
 */
public interface Subscriber {
    /**
     * Takes the next step; called on the subscription's executor, once for each {@link Subscription#request()}.
     *
     * <p>A {@link Step.CaughtUp} comes once at the end of the history, and once more after each {@link Step.Reset}.
     * What is thrown closes the subscription and goes to {@link #failed}.
     */
    void next(Step step);

    /**
     * Learns that the log has grown by events none of which is for it, up to a checkpoint. It may be called on a thread
     * that many subscriptions share: do nothing long.
     */
    default void passed(Checkpoint checkpoint) {}

    /** Learns that the subscription is over because reading failed, or because one of the other methods did. */
    void failed(Throwable failure);
}
