package dev.mayfly.sink;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.subscription.Subscriber;

/** A forwarder's source: the part of a subscription that it needs. */
public interface Feed {
    /** Asks for one more step. */
    void request();

    /** Ends it; a step in progress may still arrive. */
    void close();

    /** Opens feeds. */
    @FunctionalInterface
    interface Opener {
        /** Returns a feed of the events after a checkpoint, which yields nothing until requested. */
        Feed open(Checkpoint after, Subscriber subscriber);
    }
}
