package dev.mayfly.eventstore;

/**
 * A condition on the whole log: the append fails if any event behind position {@code after} matches the query.
 *
 * @param failIfEventsMatch what must not have happened
 * @param after the position up to which the caller has looked; 0 for nothing
 */
public record AppendCondition(EventQuery failIfEventsMatch, long after) {}
