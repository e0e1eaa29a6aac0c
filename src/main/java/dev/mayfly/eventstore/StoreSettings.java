package dev.mayfly.eventstore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a store is to be made with.
 *
 * @param ttl how long it lives without a request, above zero; null for what stores have by default
 * @param limitBytes the most bytes that its events and indexes may take, above 0; 0 for what stores have by default
 * @param clock what its clock is set to first
 */
public record StoreSettings(@Nullable Duration ttl, long limitBytes, ClockSetting clock) {
    /** A store as stores are by default. */
    public static final StoreSettings DEFAULT = new StoreSettings(null, 0, ClockSetting.SYSTEM);
}
