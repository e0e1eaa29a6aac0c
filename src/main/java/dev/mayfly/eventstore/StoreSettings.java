package dev.mayfly.eventstore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a new store.
 *
 * @param ttl how long it lives without requests, above zero; null for the default
 * @param limitBytes the most bytes that its events and indexes may take, above 0; 0 for the default
 * @param clock its clock's initial setting
 */
public record StoreSettings(@Nullable Duration ttl, long limitBytes, ClockSetting clock) {
    /** The default settings. */
    public static final StoreSettings DEFAULT = new StoreSettings(null, 0, ClockSetting.SYSTEM);
}
