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
        int stores, long totalBytes, @Nullable Duration ttl, int snapshots, boolean autoCreate) {}
