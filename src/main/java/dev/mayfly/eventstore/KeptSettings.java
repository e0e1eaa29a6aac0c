package dev.mayfly.eventstore;

import dev.mayfly.event.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a process needs, besides the events, to recreate a store.
 *
 * @param createdAt when it was created
 * @param parent the name of the store that it was forked from, or null
 * @param ttl how long it lives without a request; null for no expiry
 * @param ttlLeft how much of {@code ttl} was left; null if {@code ttl} is null
 * @param limitBytes the most bytes that its events and indexes may take; 0 if only the limit common to all stores
 *     applies
 * @param firstClock its clock's setting when it was created
 * @param clock its clock's current setting
 * @param indexes the paths of its indexes of values, by name
 * @param retention its retention rules as JSON; null for none
 */
public record KeptSettings(
        Instant createdAt,
        @Nullable String parent,
        @Nullable Duration ttl,
        @Nullable Duration ttlLeft,
        long limitBytes,
        ClockSetting firstClock,
        ClockSetting clock,
        Map<String, String> indexes,
        @Nullable RawJson retention) {
    /** Copies the map. */
    public KeptSettings {
        indexes = Map.copyOf(indexes);
    }
}
