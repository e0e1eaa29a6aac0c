package dev.mayfly.projection;

/**
 * A projection's state and its position: the result of folding all matching events up to there, except parked ones. The
 * position was once the head of the log, so the state contains no batch in part.
 *
 * @param incarnation the store's history that the position belongs to
 * @param position the position up to which events are folded; 0 for none
 * @param state the state
 * @param <V> the state
 */
public record Snapshot<V>(String incarnation, long position, V state) {
    /** Returns whether another snapshot has the very same state object in the same history, at any position. */
    @SuppressWarnings("ReferenceEquality")
    boolean hasSameState(Snapshot<V> other) {
        return state == other.state && incarnation.equals(other.incarnation);
    }
}
