package dev.mayfly.store;

import dev.mayfly.eventstore.append.AppendResult;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that the stores of a process use together, and their limit. Each store reports what it uses
 * after its appends, so concurrent appends to many stores may exceed the limit by those appends. Any thread may use
 * it.
 */
public final class MemoryBudget {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Returns the most bytes that all stores may take. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Returns the bytes that all stores take. */
    public long usedBytes() {
        return usedBytes.get();
    }

    void add(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    /**
     * Bytes that a store shares with its forks and snapshots: they count once, until the last holder releases
     * them. Below it is the layer that its bytes were added to.
     */
    static final class Layer {
        private final MemoryBudget budget;
        private final @Nullable Layer below;
        private final long bytes;
        private final AtomicInteger holders = new AtomicInteger(1);

        private Layer(MemoryBudget budget, @Nullable Layer below, long bytes) {
            this.budget = budget;
            this.below = below;
            this.bytes = bytes;
        }

        /** Adds a holder. */
        Layer hold() {
            holders.incrementAndGet();
            return this;
        }

        /** Removes a holder; the last one removes the layer and releases the one below. */
        static void release(@Nullable Layer layer) {
            Layer at = layer;
            while (at != null && at.holders.decrementAndGet() == 0) {
                at.budget.add(-at.bytes);
                at = at.below;
            }
        }
    }

    /** One store's share: the bytes that it shares with others, and those that it has added. Any thread may use it. */
    static final class Share {
        private final MemoryBudget budget;
        private final long limitBytes;
        private @Nullable Layer layer;
        /** The store's bytes when it started to share. */
        private long sharedBytes;

        private long ownBytes;
        private boolean closed;

        /** Makes the share of a store with a limit, as far as the other stores leave room. */
        Share(MemoryBudget budget, long limitBytes) {
            this.budget = budget;
            this.limitBytes = Math.min(limitBytes, budget.limitBytes);
        }

        /** Returns the most bytes that the store may take by itself. */
        long limitBytes() {
            return limitBytes;
        }

        /** Returns whether a number of bytes is the limit of all stores together. */
        boolean isWhole(long bytes) {
            return bytes == budget.limitBytes;
        }

        /** Returns the most bytes that the store may use now, given all others. */
        synchronized long availableBytes() {
            return Math.min(limitBytes, budget.limitBytes - budget.usedBytes() + ownBytes + sharedBytes);
        }

        /** Returns the refusal by the common limit if an append to this store failed because of that, or its result. */
        AppendResult explain(AppendResult result) {
            return result instanceof AppendResult.StoreFull full && full.limitBytes() < limitBytes
                    ? new AppendResult.StoreFull(budget.usedBytes(), budget.limitBytes)
                    : result;
        }

        /** Records the store's current use. */
        synchronized void tell(long usedBytes) {
            if (!closed) {
                own(Math.max(0, usedBytes - sharedBytes));
            }
        }

        /** Turns all of the store's bytes into a shared layer, and returns it with one more holder. */
        synchronized Layer share(long usedBytes) {
            tell(usedBytes);
            Layer top = layer;
            if (top == null || ownBytes > 0) {
                // The bytes are already counted; from now on, the layer counts them.
                top = new Layer(budget, top, ownBytes);
                layer = top;
                ownBytes = 0;
                sharedBytes = usedBytes;
            }
            return top.hold();
        }

        /**
         * Starts again with the shared bytes.
         *
         * @param shared already held for this store; null for none
         * @param usedBytes the store's use from then on
         */
        synchronized void begin(@Nullable Layer shared, long usedBytes) {
            if (closed) {
                Layer.release(shared);
                return;
            }
            own(0);
            Layer.release(layer);
            layer = shared;
            sharedBytes = shared == null ? 0 : usedBytes;
            tell(usedBytes);
        }

        /** Releases everything for good. */
        synchronized void close() {
            if (!closed) {
                begin(null, 0);
                closed = true;
            }
        }

        private void own(long bytes) {
            budget.add(bytes - ownBytes);
            ownBytes = bytes;
        }
    }
}
