package dev.mayfly.projection.fold;

import dev.mayfly.criteria.Criteria;
import java.util.Optional;

/**
 * A projection whose state counts, by what its folds {@linkplain Fold#sizeBytes say}, towards the memory of all
 * projections' states while it is open. An event for whose effect no memory is left cannot be folded.
 *
 * <p>What a fork's state shares with that of its parent does not count again.
 *
 * @param <V> the state
 */
public final class CountedProjection<V> implements Projection<V>, AutoCloseable {
    private final Projection<V> projection;
    private final StateMemory memory;
    private volatile long sharedBytes;
    private volatile boolean shortOfMemory;

    /** Starts to count the state of a projection. */
    public CountedProjection(Projection<V> projection, StateMemory memory) {
        this.projection = projection;
        this.memory = memory;
        memory.add(this);
    }

    /** Returns the projection whose state counts. */
    public Projection<V> projection() {
        return projection;
    }

    /** Returns another instance, for the same projection in another store. */
    public CountedProjection<V> another() {
        return new CountedProjection<>(projection, memory);
    }

    /** Returns whether an event could not be folded because no memory was left. */
    public boolean isShortOfMemory() {
        return shortOfMemory;
    }

    /** Returns the limit of the memory in bytes. */
    public long limitBytes() {
        return memory.limitBytes();
    }

    @Override
    public Criteria criteria() {
        return projection.criteria();
    }

    @Override
    public V initial() {
        return projection.initial();
    }

    @Override
    public Fold<V> fold(V from) {
        return new CountedFold(projection.fold(from));
    }

    @Override
    public Optional<V> branch(V state) {
        Optional<V> branch = projection.branch(state);
        branch.ifPresent(own -> sharedBytes = projection.fold(own).sizeBytes());
        return branch;
    }

    @Override
    public boolean isDeterministic() {
        return projection.isDeterministic();
    }

    @Override
    public int batchEvents() {
        return projection.batchEvents();
    }

    /** Stops counting its state. */
    @Override
    public void close() {
        memory.remove(this);
    }

    private final class CountedFold implements Fold<V> {
        private final Fold<V> fold;
        private final FoldMemory held = new FoldMemory(memory);
        private final long fromBytes;

        CountedFold(Fold<V> fold) {
            this.fold = fold;
            this.fromBytes = fold.sizeBytes();
            if (fromBytes == 0) {
                // Built anew, so nothing is shared any longer.
                sharedBytes = 0;
            }
        }

        @Override
        public void apply(CurrentEvent event) throws Exception {
            fold.apply(event);
            try {
                held.hold(fold.sizeBytes() - fromBytes);
            } catch (StateLimitException full) {
                shortOfMemory = true;
                throw full;
            }
        }

        @Override
        public void discard() {
            fold.discard();
            held.release();
        }

        @Override
        public long sizeBytes() {
            return fold.sizeBytes();
        }

        @Override
        public V finish() {
            long bytes = fold.sizeBytes();
            V state = fold.finish();
            held.release();
            memory.set(CountedProjection.this, Math.max(0, bytes - sharedBytes));
            return state;
        }
    }
}
