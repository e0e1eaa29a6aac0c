package dev.mayfly.projection.fold;

/**
 * A state on its way from one value to the next; for one thread, and for one use.
 *
 * <p>What it changes in place is its own, never a part of the value that it began with. After an exception it is thrown away
 * with all it has done.
 *
 * @param <V> the state
 */
public interface Fold<V> {
    /**
     * Folds the next event. The events come in the order of their positions, each once; only an event that was parked and is
     * tried again comes later than its position says.
     *
     * @param event the event, good for this call only
     * @throws Exception if the event cannot be folded; it is tried again or parked, and its effects are undone
     */
    void apply(CurrentEvent event) throws Exception;

    /** Returns the state with all events that were applied, and ends the fold; the same object as before if none changed it. */
    V finish();
}
