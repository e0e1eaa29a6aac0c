package dev.mayfly.eventstore.naive;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An event in the naive store's list.
 *
 * @param event the event
 * @param indexed what of its metadata it is found by
 */
public record Entry(RecordedEvent event, Map<Dimension, String> indexed) {
    /** Returns it with other content, by which it is not found. */
    Entry redacted(RawJson content) {
        return new Entry(
                new RecordedEvent(
                        event.position(),
                        event.eventId(),
                        event.aggregateId(),
                        event.aggregateType(),
                        event.eventType(),
                        event.version(),
                        event.timestamp(),
                        event.recordedAt(),
                        event.correlationId(),
                        event.causationId(),
                        event.tags(),
                        event.traceparent(),
                        content,
                        content),
                Map.of());
    }

    /** Returns its value of a dimension, other than a tag, or null if it has none. */
    String value(Dimension dimension) {
        return switch (dimension) {
            case EVENT_TYPE -> event.eventType();
            case AGGREGATE_TYPE -> event.aggregateType();
            case AGGREGATE_ID -> event.aggregateId();
            case CORRELATION_ID -> event.correlationId();
            case CAUSATION_ID -> event.causationId();
            default -> indexed.get(dimension);
        };
    }

    /** Returns when it happened, in nanoseconds since 1970. */
    long timestampNanos() {
        return nanos(event.timestamp());
    }

    /** Returns when it was appended, in nanoseconds since 1970. */
    long recordedAtNanos() {
        return nanos(event.recordedAt());
    }

    /** Returns whether the event meets all criteria. */
    boolean meets(Criteria criteria) {
        return criteria.byDimension().entrySet().stream()
                        .allMatch(asked -> asked.getKey() == Dimension.TAG
                                ? event.tags().containsAll(asked.getValue())
                                : any(asked.getValue(), value(asked.getKey())))
                && timestampNanos() >= criteria.fromNanos()
                && timestampNanos() <= criteria.toNanos()
                && event.position() > criteria.after()
                && event.position() <= criteria.until()
                && (criteria.query() == null || matches(criteria.query()))
                && (criteria.text() == null || NaiveText.has(event.data().toString(), criteria.text()))
                && (criteria.where().isEmpty() || holds(criteria));
    }

    private boolean holds(Criteria criteria) {
        JsonNode whole = NaiveWhere.parse(NaivePrefix.text(event));
        return criteria.where().stream().allMatch(condition -> NaiveWhere.holds(condition, whole));
    }

    /** Returns whether the event matches any item of the query, or the query has none. */
    boolean matches(EventQuery query) {
        return query.items().isEmpty()
                || query.items().stream()
                        .anyMatch(item -> any(item.types(), event.eventType())
                                && event.tags().containsAll(item.tags()));
    }

    private static boolean any(Set<String> wanted, String value) {
        return wanted.isEmpty() || value != null && wanted.contains(value);
    }

    private static long nanos(Instant instant) {
        return Rfc3339.epochNanos("time", instant);
    }
}
