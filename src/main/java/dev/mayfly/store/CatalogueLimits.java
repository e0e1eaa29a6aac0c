package dev.mayfly.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the stores of a process may be.
 *
 * @param stores how many there may be, the default store included
 * @param totalBytes the most bytes that the events and indexes of all may take
 * @param ttl how long one that is made without saying so lives without being used; null for ever
 * @param snapshots how many snapshots each may have
 * @param autoCreate whether one is made when its name is first used
 */
public record CatalogueLimits(
        int stores, long totalBytes, @Nullable Duration ttl, int snapshots, boolean autoCreate) {}
