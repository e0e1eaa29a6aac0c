package dev.mayfly.projection;

/**
 * A projection's state and its position: the result of folding all wanted events up to there, except parked ones. The
 * position is always one that the log's head once had, so no batch is seen in part.
 *
 * @param incarnation the store's history that the position belongs to
 * @param position the last folded position; 0 for none
 * @param state the state
 * @param <V> the state
 */
public record Snapshot<V>(String incarnation, long position, V state) {
    /** Returns whether the other one has the very same state, at any position. */
    @SuppressWarnings("ReferenceEquality")
    boolean hasSameState(Snapshot<V> other) {
        return state == other.state && incarnation.equals(other.incarnation);
    }
}
