package dev.mayfly.eventstore;

/**
 * What a store uses of its memory.
 *
 * @param usedBytes what its events and indexes take
 * @param limitBytes what they may take; an append that would go over it is refused
 */
public record MemoryUse(long usedBytes, long limitBytes) {}
