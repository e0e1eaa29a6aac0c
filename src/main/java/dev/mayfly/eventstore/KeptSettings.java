package dev.mayfly.eventstore;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store's settings, which a process needs besides its events to bring it back.
 *
 * @param createdAt when it was created
 * @param parent the name of the store that it is a fork of, or null
 * @param ttl how long it lives without a request; null for no expiry
 * @param ttlLeft how much of that was left; null if {@code ttl} is
 * @param limitBytes the most bytes that its events and indexes may take; 0 for only the common limit
 * @param firstClock its clock's setting when it was created
 * @param clock its clock's current setting
 */
public record KeptSettings(
        Instant createdAt,
        @Nullable String parent,
        @Nullable Duration ttl,
        @Nullable Duration ttlLeft,
        long limitBytes,
        ClockSetting firstClock,
        ClockSetting clock) {}
