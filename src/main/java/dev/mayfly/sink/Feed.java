package dev.mayfly.sink;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.subscription.Subscriber;

/** What a forwarder reads from: a subscription, as far as it needs one. */
public interface Feed {
    /** Asks for one more step. */
    void request();

    /** Ends it; a step that is being taken may still come. */
    void close();

    /** Opens feeds. */
    @FunctionalInterface
    interface Opener {
        /** Returns a feed of the events behind a checkpoint, which yields nothing until it is asked. */
        Feed open(Checkpoint after, Subscriber subscriber);
    }
}
