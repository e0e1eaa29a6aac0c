package dev.mayfly.projection.fold;

/**
 * The step from one state to another, by folding events. For one thread and a single use.
 *
 * <p>A fold changes in place only what it owns, never a part of the state that it began with. After an exception it is
 * discarded with everything it has done.
 *
 * @param <V> the state
 */
public interface Fold<V> {
    /**
     * Folds the next event. The events come in the order of their positions, each once; only the retry of a parked
     * event comes later than its position says.
     *
     * @param event the event, valid for this call only
     * @throws Exception if the event cannot be folded; it is retried or parked, and its effects are undone
     */
    void apply(CurrentEvent event) throws Exception;

    /** Gives back what the fold has taken for itself. Called when it is discarded, after which nothing else is called. */
    default void discard() {}

    /**
     * Returns about how many bytes of memory the state takes, with what was folded so far; 0 for a state that may count as
     * nothing, such as a number. A state that grows with the events or their values should say how much it takes: then it
     * counts towards the memory of all projections' states, which is limited. Called after each event, so it must be fast.
     */
    default long sizeBytes() {
        return 0;
    }

    /** Ends the fold, and returns the state with all events applied; the same object as before if none changed it. */
    V finish();
}
