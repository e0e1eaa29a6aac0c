package dev.mayfly.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new event to append, as a Java caller specifies it.
 *
 * <p>The store fills in {@code null} values: a new UUIDv7 as id, the time of the store's clock as timestamp, the
 * aggregate's known type. Identifiers must follow {@link Identifier}'s rule; {@code tags} is empty for none.
 *
 * @param eventId the event's id, unique within a store, or null for a new one
 * @param aggregateId the aggregate that it belongs to
 * @param aggregateType the aggregate's type, or null for the known or derived one
 * @param eventType what happened
 * @param timestamp when it happened, or null for now by the store's clock
 * @param correlationId the id that it shares with related events, or null
 * @param causationId the id of what caused it, or null
 * @param tags the tags by which conditions and searches can find it
 * @param traceparent its W3C trace context, or null
 * @param metadata an object about the event, or null for none
 * @param data the event's data, or null for {@code {}}
 */
public record NewEvent(
        @Nullable String eventId,
        String aggregateId,
        @Nullable String aggregateType,
        String eventType,
        @Nullable Instant timestamp,
        @Nullable String correlationId,
        @Nullable String causationId,
        List<String> tags,
        @Nullable String traceparent,
        @Nullable RawJson metadata,
        @Nullable RawJson data) {

    /** Returns an event with only the required fields and its data. */
    public static NewEvent of(String aggregateId, String eventType, String dataJson) {
        return new NewEvent(
                null, aggregateId, null, eventType, null, null, null, List.of(), null, null, RawJson.of(dataJson));
    }

    /** Returns the same event with the given id. */
    public NewEvent withEventId(String id) {
        return with(id, timestamp, tags);
    }

    /** Returns the same event with the given tags. */
    public NewEvent withTags(String... newTags) {
        return with(eventId, timestamp, List.of(newTags));
    }

    /** Returns the same event with the given timestamp. */
    public NewEvent withTimestamp(Instant when) {
        return with(eventId, when, tags);
    }

    private NewEvent with(@Nullable String id, @Nullable Instant when, List<String> newTags) {
        return new NewEvent(
                id,
                aggregateId,
                aggregateType,
                eventType,
                when,
                correlationId,
                causationId,
                newTags,
                traceparent,
                metadata,
                data);
    }
}
