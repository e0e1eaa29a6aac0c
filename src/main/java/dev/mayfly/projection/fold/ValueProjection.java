package dev.mayfly.projection.fold;

import dev.mayfly.event.RecordedEvent;

/**
 * A projection whose next state follows from the current one and a single event.
 *
 * @param <V> the state, deeply immutable, such as a {@link StateMap}
 */
public interface ValueProjection<V> extends Projection<V> {
    /**
     * Returns the state after one more event.
     *
     * @throws Exception if the event cannot be folded
     */
    V after(V state, RecordedEvent event) throws Exception;

    /** Returns about how many bytes of memory a state takes, as {@link Fold#sizeBytes} does. */
    default long sizeBytes(V state) {
        return 0;
    }

    @Override
    default Fold<V> fold(V from) {
        return new Fold<>() {
            private V state = from;

            @Override
            public void apply(CurrentEvent event) throws Exception {
                state = after(state, event.recorded());
            }

            @Override
            public long sizeBytes() {
                return ValueProjection.this.sizeBytes(state);
            }

            @Override
            public V finish() {
                return state;
            }
        };
    }
}
