package dev.mayfly.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as recorded in the log.
 *
 * @param position its place in the store's log, from 1
 * @param eventId its id, unique within the store
 * @param aggregateId the aggregate that it belongs to
 * @param aggregateType the aggregate's type
 * @param eventType what happened
 * @param version its place in its aggregate, from 1
 * @param timestamp when it happened
 * @param recordedAt when it was appended; never decreases from one position to the next
 * @param correlationId the id that it shares with related events, or null
 * @param causationId the id of what caused it, or null
 * @param tags its tags in the order in which they were sent; empty for none
 * @param traceparent its W3C trace context, or null
 * @param metadata the object that was sent, byte for byte, or null
 * @param data the value that was sent, byte for byte; {@code {}} if none was sent
 */
public record RecordedEvent(
        long position,
        String eventId,
        String aggregateId,
        String aggregateType,
        String eventType,
        long version,
        Instant timestamp,
        Instant recordedAt,
        @Nullable String correlationId,
        @Nullable String causationId,
        List<String> tags,
        @Nullable String traceparent,
        @Nullable RawJson metadata,
        RawJson data) {
    /** Returns an event of version 1 from the epoch with no more than what each event has. */
    public static RecordedEvent bare(long position, String eventId, String aggregateId, String type) {
        return new RecordedEvent(
                position,
                eventId,
                aggregateId,
                type,
                type,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                List.of(),
                null,
                null,
                RawJson.EMPTY_OBJECT);
    }

    /** Returns the event without metadata and with the data <code>{}</code>. */
    public RecordedEvent withoutContent() {
        return new RecordedEvent(
                position,
                eventId,
                aggregateId,
                aggregateType,
                eventType,
                version,
                timestamp,
                recordedAt,
                correlationId,
                causationId,
                tags,
                traceparent,
                null,
                RawJson.EMPTY_OBJECT);
    }
}
