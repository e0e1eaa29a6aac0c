package dev.mayfly.projection.fold;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RecordedEvent;
import java.util.Optional;

/**
 * A read model: which events it wants, and how they are folded into its state.
 *
 * <p>The state is a value that never changes, so that a reader may hold it for as long as it likes, and so that what a
 * failing fold has done is undone by throwing the fold away. A projection itself has no state: its methods may be
 * called by any thread, and several states of it may be built at once. {@link ValueProjection} is the simple way to
 * write one.
 *
 * @param <V> the state, deeply immutable
 */
public interface Projection<V> {
    /** Returns what the events meet that it wants; the same at every call. */
    Criteria criteria();

    /** Returns the state before the first event. */
    V initial();

    /** Returns a fold that continues from a state. */
    Fold<V> fold(V from);

    /**
     * Returns a state that equals one of this projection or of one that folds the same, such as that of the store's
     * parent, and that folds may continue from while others continue from that one; or nothing if there is no room for
     * it. It may take as long as the state is large.
     */
    default Optional<V> branch(V state) {
        return Optional.of(state);
    }

    /**
     * Returns whether an event that fails once fails always, so that it is parked at once; otherwise it is tried again
     * after pauses.
     */
    default boolean isDeterministic() {
        return false;
    }

    /**
     * Returns the most events of one fold, at least 1. When an event fails, those before it in the same fold are folded
     * again: a projection with effects outside of its state says 1 here, and then none of them is repeated but those of
     * the failing event.
     */
    default int batchEvents() {
        return Integer.MAX_VALUE;
    }

    /**
     * Returns a projection that has no state but effects elsewhere, such as a message that is sent; its state counts
     * the events. The handler gets them one by one, in order. It may get an event again after failing on it.
     */
    static Projection<Long> handling(Criteria criteria, Handler handler) {
        return new HandlerProjection(criteria, handler);
    }

    /** What is done with an event. */
    @FunctionalInterface
    interface Handler {
        /**
         * Handles one event.
         *
         * @throws Exception if it cannot; the event is tried again and at last parked
         */
        void handle(RecordedEvent event) throws Exception;
    }
}
