package dev.mayfly.eventstore.removal;

import dev.mayfly.eventstore.append.ExpectedVersion;

/**
 * A request to remove the oldest events of an aggregate.
 *
 * @param aggregateId the aggregate
 * @param before the version of the first event to keep; {@link Long#MAX_VALUE} to remove all
 * @param expected what version the aggregate must have
 * @param forget whether the aggregate is forgotten if nothing is left of it, so that it may begin again at version 1
 */
public record Truncation(String aggregateId, long before, ExpectedVersion expected, boolean forget) {
    /** Returns the request to remove the events before a version, whatever the aggregate's version is. */
    public static Truncation before(String aggregateId, long version) {
        return new Truncation(aggregateId, version, new ExpectedVersion.Any(), false);
    }

    /** Returns the request to remove all events and forget the aggregate. */
    public static Truncation forgetting(String aggregateId) {
        return new Truncation(aggregateId, Long.MAX_VALUE, new ExpectedVersion.Any(), true);
    }
}
