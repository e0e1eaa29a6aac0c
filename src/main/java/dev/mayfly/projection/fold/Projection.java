package dev.mayfly.projection.fold;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RecordedEvent;
import java.util.Optional;

/**
 * A read model: which events it takes, and how it folds them into its state.
 *
 * <p>The state is a value that never changes, so a reader may hold it for as long as it likes, and a failed fold is
 * undone by discarding the fold. A projection itself has no state: any thread may call its methods, and several of its
 * states may be built at once. {@link ValueProjection} is the simple way to write one.
 *
 * @param <V> the state, deeply immutable
 */
public interface Projection<V> {
    /** Returns the criteria of the events that it takes; the same at every call. */
    Criteria criteria();

    /** Returns the state before the first event. */
    V initial();

    /** Returns a fold that continues from a state. */
    Fold<V> fold(V from);

    /**
     * Returns a state that equals {@code state}, and from which folds may continue while others continue from {@code
     * state}; or empty if there is no room for it. May take time in proportion to the size of the state.
     *
     * @param state a state of this projection or of one that folds the same, such as that of the parent of a fork
     */
    default Optional<V> branch(V state) {
        return Optional.of(state);
    }

    /**
     * Returns whether an event that fails once always fails, so that it is parked at once; otherwise it is retried
     * after pauses.
     */
    default boolean isDeterministic() {
        return false;
    }

    /**
     * Returns the most events of one fold, at least 1. When an event fails, the events before it in the same fold are
     * folded again. So a projection with effects outside its state returns 1, and only the failing event's effects are
     * repeated.
     */
    default int batchEvents() {
        return Integer.MAX_VALUE;
    }

    /**
     * Returns a projection for effects elsewhere, such as sending messages; its state is the number of events. The
     * handler gets the events one by one, in order. It may get an event again after failing on it, and gets all of them
     * again in a rebuild.
     */
    static Projection<Long> handling(Criteria criteria, Handler handler) {
        return new HandlerProjection(criteria, handler);
    }

    /** The handler of a projection's events. */
    @FunctionalInterface
    interface Handler {
        /**
         * Handles one event.
         *
         * @throws Exception if it cannot; the event is retried and finally parked
         */
        void handle(RecordedEvent event) throws Exception;
    }
}
