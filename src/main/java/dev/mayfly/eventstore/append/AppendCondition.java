package dev.mayfly.eventstore.append;

import dev.mayfly.criteria.EventQuery;
import dev.mayfly.eventstore.prefix.Work;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the whole log: the append fails if any event after position {@code after} matches the query.
 *
 * @param failIfEventsMatch the events that must not exist
 * @param after the position up to which the caller has read; 0 for nothing
 * @param incarnation the history that the caller has read, or null if not given; the code that accepts appends from
 *     outside checks it, the log does not
 * @param work the budget from which the check is paid; an append whose check exceeds it fails as {@link Work#pay} does,
 *     and stores nothing
 */
public record AppendCondition(
        EventQuery failIfEventsMatch, long after, @Nullable String incarnation, Work work) {
    /** Makes a condition whose check is not limited. */
    public AppendCondition(EventQuery failIfEventsMatch, long after, @Nullable String incarnation) {
        this(failIfEventsMatch, after, incarnation, Work.UNLIMITED);
    }

    /** Makes a condition that does not name the history of its position, and whose check is not limited. */
    public AppendCondition(EventQuery failIfEventsMatch, long after) {
        this(failIfEventsMatch, after, null);
    }
}
