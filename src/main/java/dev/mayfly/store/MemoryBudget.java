package dev.mayfly.store;

import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.append.AppendResult;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that the stores of a process use together, and their limit. Each store reports what it uses
 * after its appends, so concurrent appends to many stores may exceed the limit by those appends. Any thread may use
 * it.
 *
 * <p>A store counts {@link #STORE_BYTES} besides its events, and a snapshot {@link #SNAPSHOT_BYTES}, so that many empty
 * ones are not free.
 */
public final class MemoryBudget {
    /** What a store takes besides what its log counts, in bytes. */
    static final long STORE_BYTES = 10 << 10;
    /** What a snapshot counts besides the events that it shares with its store, in bytes; it takes about 5 KiB. */
    static final long SNAPSHOT_BYTES = 8 << 10;

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
     * them. Below it is the layer that its bytes were added to. Some of them may be copies of what is in that layer.
     */
    static final class Layer {
        private final MemoryBudget budget;
        private final @Nullable Layer below;
        private final long bytes;
        private final long copiedBytes;
        private final AtomicInteger holders = new AtomicInteger(1);

        private Layer(MemoryBudget budget, @Nullable Layer below, long bytes, long copiedBytes) {
            this.budget = budget;
            this.below = below;
            this.bytes = bytes;
            this.copiedBytes = copiedBytes;
        }

        /** Counts a snapshot with this layer, or with -1 one less. */
        void addSnapshots(int count) {
            budget.add(count * SNAPSHOT_BYTES);
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
        /** What it had copied by then, in all. */
        private long copiedBefore;
        /** What it has copied since, or copied before and still counts. */
        private long copiedBytes;

        private long ownBytes;
        private boolean closed;

        /** Makes the share of a store with a limit, as far as the other stores leave room. */
        Share(MemoryBudget budget, long limitBytes) {
            this.budget = budget;
            this.limitBytes = Math.min(limitBytes, budget.limitBytes);
            own(STORE_BYTES);
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
            long others = budget.usedBytes() - ownBytes;
            return Math.min(limitBytes, budget.limitBytes - others - STORE_BYTES - copiedBytes + sharedBytes);
        }

        /** Returns the refusal by the common limit if an append to this store failed because of that, or its result. */
        AppendResult explain(AppendResult result) {
            return result instanceof AppendResult.StoreFull full && full.limitBytes() < limitBytes
                    ? new AppendResult.StoreFull(budget.usedBytes(), budget.limitBytes)
                    : result;
        }

        /** Records the store's current use. */
        synchronized void tell(MemoryUse use) {
            tell(use.usedBytes(), use.copiedBytes());
        }

        /** Records a use beyond the store's current one. */
        synchronized void tell(MemoryUse use, long moreBytes) {
            tell(use.usedBytes() + moreBytes, use.copiedBytes());
        }

        private void tell(long usedBytes, long allCopiedBytes) {
            if (!closed) {
                copiedBytes += Math.max(0, allCopiedBytes - copiedBefore);
                copiedBefore = allCopiedBytes;
                takeBack();
                own(STORE_BYTES + copiedBytes + Math.max(0, usedBytes - sharedBytes));
            }
        }

        /**
         * Counts as its own what the store no longer shares with anyone. Of the copies that were made of the same parts
         * only the last is still in use.
         */
        private void takeBack() {
            while (layer != null && layer.holders.get() == 1) {
                sharedBytes = Math.max(0, sharedBytes - layer.bytes + layer.copiedBytes);
                copiedBytes = layer.below == null ? 0 : Math.max(copiedBytes, layer.copiedBytes);
                budget.add(-layer.bytes);
                layer = layer.below;
            }
        }

        /** Turns all of the store's bytes into a shared layer, and returns it with one more holder. */
        synchronized Layer share(MemoryUse use) {
            tell(use);
            Layer top = layer;
            if (top == null || ownBytes > STORE_BYTES) {
                // The bytes are already counted; from now on, the layer counts them.
                top = new Layer(budget, top, ownBytes - STORE_BYTES, copiedBytes);
                layer = top;
                ownBytes = STORE_BYTES;
                sharedBytes = use.usedBytes();
                copiedBytes = 0;
            }
            return top.hold();
        }

        /**
         * Starts again with the shared bytes.
         *
         * @param shared already held for this store; null for none
         * @param use the store's use from then on
         */
        synchronized void begin(@Nullable Layer shared, MemoryUse use) {
            if (closed) {
                Layer.release(shared);
                return;
            }
            Layer.release(layer);
            layer = shared;
            sharedBytes = shared == null ? 0 : use.usedBytes();
            copiedBytes = 0;
            copiedBefore = use.copiedBytes();
            tell(use);
        }

        /** Releases everything for good. */
        synchronized void close() {
            if (!closed) {
                closed = true;
                own(0);
                Layer.release(layer);
                layer = null;
            }
        }

        private void own(long bytes) {
            budget.add(bytes - ownBytes);
            ownBytes = bytes;
        }
    }
}
