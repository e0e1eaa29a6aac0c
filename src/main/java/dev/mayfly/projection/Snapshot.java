package dev.mayfly.projection;

/**
 * A projection's state together with the position that it is of: what folding all wanted events up to there gives, less
 * those that are parked. The position is always one that the log's head had once, so that no batch is seen in part.
 *
 * @param incarnation the store's history that the position is of
 * @param position up to where events are folded; 0 for none
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
