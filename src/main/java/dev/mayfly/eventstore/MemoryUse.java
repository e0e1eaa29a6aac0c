package dev.mayfly.eventstore;

/**
 * A store's memory use.
 *
 * @param usedBytes the bytes of its events and indexes
 * @param limitBytes their limit; an append that would exceed it is refused
 */
public record MemoryUse(long usedBytes, long limitBytes) {}
