package dev.mayfly.store;

import dev.mayfly.eventstore.MemoryLimit;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.append.AppendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that the stores of a process use together, and their limit. Each store reports what it uses
 * after its appends, so concurrent appends to many stores may exceed the limit by those appends. Any thread may use
 * it.
 *
 * <p>A store counts {@link #STORE_BYTES} besides its events, and a snapshot {@link #SNAPSHOT_BYTES}, so that many empty
 * ones are not free. The last {@linkplain #RESERVE_PART sixteenth} is kept for the default store: stores that anybody makes
 * beside it, and snapshots, leave that free, so that they cannot make it refuse appends.
 */
public final class MemoryBudget {
    /** What a store takes besides what its log counts, in bytes. */
    static final long STORE_BYTES = 10 << 10;
    /** What a snapshot counts besides the events that it shares with its store, in bytes; it takes about 5 KiB. */
    static final long SNAPSHOT_BYTES = 8 << 10;

    /** A part of the limit: once less is free, what readers no longer hold is looked for. */
    private static final int SHORT_PART = 8;
    /** A part of the limit: what stores other than the default one leave free. */
    static final int RESERVE_PART = 16;
    /** A part of the limit: so much more is there for what must not be refused. */
    private static final int BEYOND_PART = 8;
    /** A part of the limit: so much that it is looked for at once. */
    private static final int MUCH_PART = 4;

    /** So much of a history's own is not worth a look at its readers: about what an empty one takes. */
    private static final long LITTLE_BYTES = 4 << 10;

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final RetiredMemory retired;

    MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
        this.retired = new RetiredMemory(limitBytes / MUCH_PART);
    }

    /** Returns the most bytes that all stores may take. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Returns the bytes that all stores take. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** Returns the bytes of histories that no store has any longer, but that readers may still hold. */
    public long retiredBytes() {
        return retired.bytes();
    }

    /** Returns how many bytes stores may take now, after trying to make room for so many; negative if they have more than they may. */
    public long leftBytes(long wantedBytes) {
        if (wantedBytes > limitBytes - takenBytes()) {
            retired.collect();
        }
        return limitBytes - takenBytes();
    }

    /** Returns how much more than the limit there is for what must not be refused, in bytes. */
    public long beyondBytes() {
        return limitBytes / BEYOND_PART;
    }

    /** Returns the bytes that are kept for the default store. */
    long reserveBytes() {
        return limitBytes / RESERVE_PART;
    }

    /** Returns the refusal of another store or snapshot if no more than what is kept for the default store is left; else null. */
    @Nullable
    MemoryUse shortage() {
        long most = limitBytes - reserveBytes();
        long taken = takenBytes();
        return taken < most ? null : new MemoryUse(taken, 0, most);
    }

    /** Returns the bytes that stores may not take because others do, or readers of earlier histories. */
    private long takenBytes() {
        if (limitBytes - usedBytes() - retired.bytes() < limitBytes / SHORT_PART) {
            retired.collect();
        }
        return usedBytes() + retired.bytes();
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
        /** Of histories that had this layer and have released it. */
        private final RetiredMemory.Readers readers = new RetiredMemory.Readers();

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

        /** Counts bytes that a snapshot with this layer has of its own; fewer if negative. */
        void addBytes(long more) {
            budget.add(more);
        }

        /** Adds a holder. */
        Layer hold() {
            holders.incrementAndGet();
            return this;
        }

        /** Removes a holder that nobody reads; the last one removes the layer and releases the one below. */
        static void release(@Nullable Layer layer) {
            release(layer, null);
        }

        /**
         * Removes a holder in the same way.
         *
         * @param history what the holder's readers may still reach; null for none
         */
        static void release(@Nullable Layer layer, @Nullable Object history) {
            if (history != null) {
                for (Layer at = layer; at != null; at = at.below) {
                    at.readers.add(history);
                }
            }
            Layer at = layer;
            while (at != null && at.holders.decrementAndGet() == 0) {
                at.budget.add(-at.bytes);
                at.budget.retired.add(at.bytes, at.readers.all());
                at = at.below;
            }
        }
    }

    /** One store's share: the bytes that it shares with others, and those that it has added. Any thread may use it. */
    static final class Share implements MemoryLimit {
        private final MemoryBudget budget;
        private final long limitBytes;
        private final long reserveBytes;
        private @Nullable Layer layer;
        /** The store's bytes when it started to share. */
        private long sharedBytes;
        /** What it had copied by then, in all. */
        private long copiedBefore;
        /** What it has copied since, or copied before and still counts. */
        private long copiedBytes;

        private long ownBytes;
        /** Of histories that had something that is the store's alone by now. */
        private final RetiredMemory.Readers readers = new RetiredMemory.Readers();

        private boolean closed;

        /**
         * Makes the share of a store with a limit, as far as the other stores leave room.
         *
         * @param isDefault whether it is that of the default store
         */
        Share(MemoryBudget budget, long limitBytes, boolean isDefault) {
            this.budget = budget;
            this.limitBytes = Math.min(limitBytes, budget.limitBytes);
            this.reserveBytes = isDefault ? 0 : budget.reserveBytes();
            own(STORE_BYTES);
        }

        /** Returns the most bytes that the store may take by itself. */
        long limitBytes() {
            return limitBytes;
        }

        /** Returns the refusal of a snapshot if there is too little memory for one; else null. */
        @Nullable
        MemoryUse shortage() {
            return budget.shortage();
        }

        /** Returns whether a number of bytes is the limit of all stores together. */
        boolean isWhole(long bytes) {
            return bytes == budget.limitBytes;
        }

        /** Returns the most bytes that the store may use now, given all others. */
        @Override
        public long getAsLong() {
            return Math.min(limitBytes, besideOthers() - reserveBytes);
        }

        /**
         * Returns the most bytes that the store may use by what is appended even if it is full: an eighth of the limit of all stores
         * more, which belongs to nobody.
         */
        @Override
        public long beyond() {
            return besideOthers() + budget.beyondBytes();
        }

        @Override
        public long forUse(long wantedBytes) {
            long most = getAsLong();
            if (wantedBytes <= most || wantedBytes > limitBytes || budget.retiredBytes() == 0) {
                return most;
            }
            budget.retired.collect();
            return getAsLong();
        }

        /**
         * Returns the most bytes that the store and a copy of it may use now: it may exceed the store's limit, but leaves an
         * eighth of the limit of all stores to others.
         */
        @Override
        public long withCopy() {
            return besideOthers() - budget.limitBytes / SHORT_PART;
        }

        private synchronized long besideOthers() {
            long others = budget.takenBytes() - ownBytes;
            return budget.limitBytes - others - STORE_BYTES - copiedBytes + sharedBytes;
        }

        /** Returns the refusal by the common limit if an append to this store failed because of that, or its result. */
        AppendResult explain(AppendResult result) {
            return result instanceof AppendResult.StoreFull full && full.limitBytes() < limitBytes
                    ? new AppendResult.StoreFull(
                            budget.usedBytes() + budget.retiredBytes(), budget.limitBytes - reserveBytes)
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
                readers.addAll(layer.readers);
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
         * @param before what the readers of the history until then may still reach; null for none
         */
        synchronized void begin(@Nullable Layer shared, MemoryUse use, @Nullable Object before) {
            if (closed) {
                Layer.release(shared);
                return;
            }
            retire(before, ownBytes - STORE_BYTES);
            Layer.release(layer, before);
            layer = shared;
            sharedBytes = shared == null ? 0 : use.usedBytes();
            copiedBytes = 0;
            copiedBefore = use.copiedBytes();
            tell(use);
        }

        /** Returns how many of the store's bytes its forks and snapshots share with it. */
        synchronized long bytesOfOthers() {
            takeBack();
            return layer == null ? 0 : sharedBytes;
        }

        /**
         * Continues after the store has copied what is left of its events, so that it shares nothing.
         *
         * @param use the store's use from then on
         * @param before what the readers of its events until then may still reach
         * @param bytes what the store used before
         */
        synchronized void rewritten(MemoryUse use, Object before, long bytes) {
            if (!closed) {
                takeBack();
                retire(before, bytes - (layer == null ? 0 : sharedBytes));
                Layer.release(layer, before);
                layer = null;
                sharedBytes = 0;
                copiedBytes = 0;
                copiedBefore = use.copiedBytes();
                tell(use);
            }
        }

        /**
         * Releases everything for good.
         *
         * @param before what the readers of the store may still reach; null for none
         */
        synchronized void close(@Nullable Object before) {
            if (!closed) {
                closed = true;
                retire(before, ownBytes - STORE_BYTES);
                own(0);
                Layer.release(layer, before);
                layer = null;
            }
        }

        /** Counts what is the store's own for its readers, before it stops to count for the store. */
        private void retire(@Nullable Object before, long bytes) {
            if (before != null && bytes > LITTLE_BYTES) {
                List<Object> histories = new ArrayList<>(readers.all());
                histories.add(before);
                budget.retired.add(bytes, histories);
            }
        }

        private void own(long bytes) {
            budget.add(bytes - ownBytes);
            ownBytes = bytes;
        }
    }
}
