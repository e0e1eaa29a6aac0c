package dev.mayfly.projection;

import dev.mayfly.projection.fold.Projection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection's place in the log: all that it needs to continue from there.
 *
 * @param projection the projection
 * @param snapshot its state, and the position that it is of
 * @param parked the events up to that position that are not in the state
 * @param <V> the state
 */
public record Standing<V>(Projection<V> projection, Snapshot<V> snapshot, List<ParkedEvent> parked) {
    /** Copies the list. */
    public Standing {
        parked = List.copyOf(parked);
    }

    /**
     * Returns the same in the history of a fork, for it to begin with; or null if it is another projection's, of
     * another history than was forked, or beyond the fork's events.
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
