package dev.mayfly.store.http;

/**
 * The limits of indexes of values.
 *
 * @param perStore the most indexes of a store
 */
public record IndexLimits(int perStore) {}
