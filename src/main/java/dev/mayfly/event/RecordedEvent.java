package dev.mayfly.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in the log.
 *
 * @param position its place in the store's log, from 1
 * @param eventId its id, unique within the store
 * @param aggregateId the aggregate that it belongs to
 * @param aggregateType the aggregate's type
 * @param eventType what happened
 * @param version its place in its aggregate, from 1
 * @param timestamp when it happened
 * @param recordedAt when it was appended, never before that of an earlier position
 * @param correlationId what it belongs to, or null
 * @param causationId the id of what caused it, or null
 * @param tags its tags in the order they were sent, empty for none
 * @param traceparent the W3C trace context it came in, or null
 * @param metadata the object that was sent, byte for byte, or null
 * @param data the value that was sent, byte for byte; {@code {}} if none was
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
        RawJson data) {}
