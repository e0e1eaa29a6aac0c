package dev.mayfly.projection.fold;

import dev.mayfly.eventstore.prefix.LogPrefix;

/** A check before an event is folded. */
@FunctionalInterface
public interface FoldGate {
    /** Passes every event at once. */
    FoldGate OPEN = (log, position) -> {};

    /**
     * Passes an event, perhaps after a delay; called by the worker that folds the event.
     *
     * @throws Exception if the event must not be folded now; it then counts as an event that could not be folded
     */
    void pass(LogPrefix log, long position) throws Exception;
}
