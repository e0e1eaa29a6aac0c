package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.TimeSource;

/** Engines that copy what is left of their events in small steps, so that much can happen between two of them. */
public final class CopyingSteps {
    private CopyingSteps() {}

    /** Returns an empty store that copies at most so many positions in a step. */
    public static EmbeddedEventStore of(long limitBytes, TimeSource clock, int positions) {
        EmbeddedEventStore store = new EmbeddedEventStore("copying", limitBytes, clock);
        store.rewrite().inStepsOf(positions);
        return store;
    }
}
