package dev.mayfly.eventstore;

/**
 * A store's memory use.
 *
 * @param usedBytes the bytes of its events and indexes
 * @param copiedBytes the bytes of what it shared with other stores and has replaced with copies of its own, since it was
 *     made: what the others may still use besides
 * @param limitBytes the limit of {@code usedBytes}; an append that would exceed it is refused
 */
public record MemoryUse(long usedBytes, long copiedBytes, long limitBytes) {
    /** Makes the memory use of a store that shares nothing. */
    public MemoryUse(long usedBytes, long limitBytes) {
        this(usedBytes, 0, limitBytes);
    }
}
