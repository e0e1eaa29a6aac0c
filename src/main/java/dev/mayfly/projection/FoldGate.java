package dev.mayfly.projection;

import dev.mayfly.eventstore.prefix.LogPrefix;

/** A check before an event is folded. */
@FunctionalInterface
public interface FoldGate {
    /** Lets every event pass. */
    FoldGate OPEN = (log, position) -> {};

    /**
     * Lets an event pass, perhaps after a while; called by the worker that folds it.
     *
     * @throws Exception if it must not be folded now: it then has failed like one that a fold cannot take
     */
    void pass(LogPrefix log, long position) throws Exception;
}
