package dev.mayfly.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the stores of a process.
 *
 * @param stores the most stores, including the default one
 * @param totalBytes the most bytes that the events and indexes of all may take
 * @param ttl the default time to live without use; null for no expiry
 * @param snapshots the most snapshots of a store
 * @param autoCreate whether a store is created when its name is first used
 */
public record CatalogueLimits(
        int stores, long totalBytes, @Nullable Duration ttl, int snapshots, boolean autoCreate) {
    private static final long EMPTY_STORE_BYTES = 12 << 10;
    private static final int MOST_STORES = 20_000;
    /** The most of the heap that empty stores take, as a fraction of it. */
    private static final int HEAP_SHARE = 10;

    /** Returns how many stores there may be unless it is set: an empty one takes about 12 KiB. */
    public static int stores(long heapBytes) {
        return (int) Math.min(MOST_STORES, Math.max(1, heapBytes / HEAP_SHARE / EMPTY_STORE_BYTES));
    }
}
