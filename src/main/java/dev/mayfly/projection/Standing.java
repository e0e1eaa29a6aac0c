package dev.mayfly.projection;

import dev.mayfly.projection.fold.Projection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection with its state, position and parked events: all that it needs to continue from there.
 *
 * @param projection the projection
 * @param snapshot its state and position
 * @param parked the events up to that position that are not in the state
 * @param <V> the state
 */
public record Standing<V>(Projection<V> projection, Snapshot<V> snapshot, List<ParkedEvent> parked) {
    /** Copies the list. */
    public Standing {
        parked = List.copyOf(parked);
    }

    /**
     * Returns the same standing in the history of a fork, for the fork's projection to continue from. Returns null if
     * it is the standing of another projection than {@code wanted}, in another history than the fork's parent, or
     * beyond the events that the fork shares with its parent.
     */
    public @Nullable Standing<V> of(Projection<V> wanted, ForkPoint fork) {
        if (!projection.equals(wanted)
                || !snapshot.incarnation().equals(fork.parentIncarnation())
                || snapshot.position() > fork.position()) {
            return null;
        }
        return new Standing<>(
                projection, new Snapshot<>(fork.incarnation(), snapshot.position(), snapshot.state()), parked);
    }
}
