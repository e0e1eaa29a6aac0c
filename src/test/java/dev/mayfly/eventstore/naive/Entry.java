package dev.mayfly.eventstore.naive;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import java.time.Instant;
import java.util.Set;

/**
 * An event in the naive store's list.
 *
 * @param event the event
 * @param organizationId the organisation it is found by, or null
 * @param userId the user it is found by, or null
 */
public record Entry(RecordedEvent event, String organizationId, String userId) {
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
        return any(criteria.eventTypes(), event.eventType())
                && any(criteria.aggregateTypes(), event.aggregateType())
                && any(criteria.aggregateIds(), event.aggregateId())
                && any(criteria.correlationIds(), event.correlationId())
                && any(criteria.causationIds(), event.causationId())
                && any(criteria.organizationIds(), organizationId)
                && any(criteria.userIds(), userId)
                && event.tags().containsAll(criteria.tags())
                && timestampNanos() >= criteria.fromNanos()
                && timestampNanos() <= criteria.toNanos()
                && event.position() > criteria.after()
                && event.position() <= criteria.until()
                && (criteria.query() == null || matches(criteria.query()))
                && (criteria.text() == null || NaiveText.has(event.data().toString(), criteria.text()));
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
