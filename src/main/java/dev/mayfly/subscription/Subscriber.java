package dev.mayfly.subscription;

import dev.mayfly.eventstore.Checkpoint;

/**
 * The receiver of a subscription's events. Its methods are called one at a time, in order, each seeing the effects of
 * the earlier ones; never by an appending thread, and never after the subscription has been closed.
 */
public interface Subscriber {
    /**
     * Receives the next step. Called on the subscription's executor, once for each {@link Subscription#request()}.
     *
     * <p>A {@link Step.CaughtUp} comes once at the end of the history, and once again after each {@link Step.Reset}. An
     * exception closes the subscription and is passed to {@link #failed}.
     */
    void next(Step step);

    /**
     * Called when the log has grown, up to a checkpoint, by events that do not match. It may run on a thread that many
     * subscriptions share, so it must be fast.
     */
    default void passed(Checkpoint checkpoint) {}

    /** Called when the subscription has ended because reading, or one of the other methods, failed. */
    void failed(Throwable failure);
}
