package dev.mayfly.subscription;

import dev.mayfly.eventstore.Checkpoint;

/**
 * The receiver of a subscription's events. Its methods are called one at a time, in order, each seeing the effects of
 * the earlier ones; never by an appending thread, and never after the subscription has been closed.
 */
public interface Subscriber {
    /**
     * Takes the next step; called on the subscription's executor, once for each {@link Subscription#request()}.
     *
     * <p>A {@link Step.CaughtUp} comes once at the end of the history, and once more after each {@link Step.Reset}.
     * An exception closes the subscription and goes to {@link #failed}.
     */
    void next(Step step);

    /**
     * Is called when the log has grown by events that do not match, up to a checkpoint. It may run on a thread that
     * many subscriptions share, so it must be short.
     */
    default void passed(Checkpoint checkpoint) {}

    /** Learns that the subscription is over because reading failed, or because one of the other methods did. */
    void failed(Throwable failure);
}
