package dev.mayfly.command;

import dev.mayfly.event.Identifier;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.append.ExpectedVersion;
import org.jspecify.annotations.Nullable;

/**
 * The context of a command: its sender, cause and conditions.
 *
 * @param expected the version that the sender expects the aggregate to be at
 * @param key the key that makes the command repeatable, or null
 * @param correlationId the correlation id of the events, or null
 * @param causationId the id of what caused them, or null
 * @param organizationId the organisation for which it is sent, or null
 * @param userId the user who sent it, or null
 * @param traceparent its W3C trace context, or null
 */
public record CommandContext(
        ExpectedVersion expected,
        @Nullable IdempotencyKey key,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String organizationId,
        @Nullable String userId,
        @Nullable String traceparent) {

    /** An empty context. */
    public static final CommandContext NONE =
            new CommandContext(new ExpectedVersion.Any(), null, null, null, null, null, null);

    /**
     * Checks the identifiers.
     *
     * @throws dev.mayfly.event.InvalidInputException if one of them breaks {@link Identifier}'s rule
     */
    public CommandContext {
        check("correlationId", correlationId);
        check("causationId", causationId);
        check("organizationId", organizationId);
        check("userId", userId);
        check("traceparent", traceparent);
    }

    /** Returns the same context with the given key, or none if it is null. */
    public CommandContext withKey(@Nullable IdempotencyKey newKey) {
        return new CommandContext(expected, newKey, correlationId, causationId, organizationId, userId, traceparent);
    }

    /** Returns the same context with another expectation. */
    public CommandContext withExpected(ExpectedVersion version) {
        return new CommandContext(version, key, correlationId, causationId, organizationId, userId, traceparent);
    }

    /** Returns the metadata of the command's events, or null if there is none. */
    @Nullable
    RawJson metadata() {
        JsonBuffer out = new JsonBuffer(128);
        if (organizationId != null) {
            name(out, "organizationId").string(organizationId);
        }
        if (userId != null) {
            name(out, "userId").string(userId);
        }
        if (key != null) {
            key.write(name(out, IdempotencyKey.FIELD));
        }
        if (out.size() == 0) {
            return null;
        }
        out.put('}');
        return RawJson.of(out.array(), 0, out.size());
    }

    private static JsonBuffer name(JsonBuffer out, String name) {
        return out.put(out.size() == 0 ? '{' : ',').string(name).put(':');
    }

    private static void check(String field, @Nullable String value) {
        if (value != null) {
            Identifier.require(field, value);
        }
    }
}
