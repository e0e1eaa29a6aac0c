package dev.mayfly.eventstore;

import java.util.function.LongSupplier;

/** Returns the most bytes that a store's events and indexes may take at the moment; any thread may ask, at each append. */
@FunctionalInterface
public interface MemoryLimit extends LongSupplier {
    /**
     * Returns the same for a store that is about to use so many bytes; if they are more, first tries to make room for them, which
     * may take as long as a garbage collection.
     */
    default long forUse(long wantedBytes) {
        return getAsLong();
    }

    /** Returns the most bytes that they may take by events that are appended even if the store is full. */
    default long beyond() {
        return Long.MAX_VALUE;
    }

    /** Returns the most bytes that they may take together with a copy of them, which replaces them when it is complete. */
    default long withCopy() {
        return getAsLong();
    }
}
