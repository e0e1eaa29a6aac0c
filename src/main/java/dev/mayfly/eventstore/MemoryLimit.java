package dev.mayfly.eventstore;

import java.util.function.LongSupplier;

/** Returns the most bytes that a store's events and indexes may take at the moment; any thread may ask, at each append. */
@FunctionalInterface
public interface MemoryLimit extends LongSupplier {
    /** Returns the most bytes that they may take together with a copy of them, which replaces them when it is complete. */
    default long withCopy() {
        return getAsLong();
    }
}
