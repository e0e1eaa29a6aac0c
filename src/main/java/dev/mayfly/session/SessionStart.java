package dev.mayfly.session;

import dev.mayfly.event.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * What a new session starts with.
 *
 * @param userId its user, or null
 * @param organizationId the user's organisation, or null
 * @param attributes a JSON object
 * @param ttl how long it lives after each use, or null for the default
 * @param maxLifetime how long it lives in all, or null for no limit
 */
public record SessionStart(
        @Nullable String userId,
        @Nullable String organizationId,
        RawJson attributes,
        @Nullable Span ttl,
        @Nullable Span maxLifetime) {}
