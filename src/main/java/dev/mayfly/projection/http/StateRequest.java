package dev.mayfly.projection.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.input.Fields;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.projection.Snapshot;
import dev.mayfly.projection.declared.StateCursor;
import dev.mayfly.projection.declared.StateQuery;
import dev.mayfly.projection.declared.States;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for states of a projection.
 *
 * @param query the states that it asks for
 * @param point what the read waits for, and up to where it sees
 */
record StateRequest(StateQuery query, ReadPoint point) {
    private static final Set<String> SINGLE = Set.of("limit", "cursor", "asOf", "minPosition", "timeout");
    private static final Set<String> REPEATABLE = Set.of("key");
    private static final String CURSOR = "cursor";

    /**
     * Returns the request in a query string.
     *
     * @param query the raw query string without its question mark, or null for none
     * @throws InvalidInputException if a parameter is invalid
     */
    static StateRequest read(@Nullable String query) {
        Fields fields = Fields.ofQuery(query, SINGLE, REPEATABLE);
        String cursor = fields.text(CURSOR);
        StateQuery states = new StateQuery(
                QueryParameters.of(query, SINGLE, REPEATABLE).texts("key"),
                (int) fields.number("limit", 1, StateQuery.MAX_LIMIT, 0),
                cursor == null ? null : StateCursor.decode(cursor));
        return new StateRequest(states, ReadPoint.of(fields));
    }

    /**
     * Returns the position at which the states are read, or {@link StateCursor#LATEST}.
     *
     * @throws InvalidInputException if {@code asOf} lies beyond the last event, or differs from the cursor's
     */
    long asOf(EventStore store) {
        AsOf asOf = point.asOf();
        StateCursor cursor = query.cursor();
        if (cursor == null) {
            return asOf == null ? StateCursor.LATEST : asOf.of(store).position();
        }
        if (asOf != null && asOf.of(store).position() != cursor.asOf()) {
            throw InvalidInputException.invalid(CURSOR, "belongs to a read with another 'asOf'");
        }
        return cursor.asOf();
    }

    /**
     * Checks that the cursor, if there is one, belongs to a projection and to the store's current history.
     *
     * @throws InvalidInputException if it does not
     */
    void requireCursorOf(EventStore store, String name) {
        StateCursor cursor = query.cursor();
        if (cursor != null
                && !(cursor.store().equals(store.name()) && cursor.name().equals(name))) {
            throw InvalidInputException.invalid(CURSOR, "belongs to another projection");
        }
        requireIncarnation(store.incarnation());
    }

    /** Returns the requested page of the published states in a snapshot. */
    StatesText latest(String store, String name, Snapshot<States> snapshot) {
        requireIncarnation(snapshot.incarnation());
        States.Page page = query.of(snapshot.state());
        StateCursor next = query.next(page, store, snapshot.incarnation(), name, StateCursor.LATEST);
        return StatesText.of(snapshot.position(), page, next);
    }

    /** Returns the requested page of the states at the end of a prefix of a store's log. */
    StatesText at(LogPrefix log, EventStore store, String name, States states) {
        States.Page page = query.of(states);
        StateCursor next = query.next(page, store.name(), store.incarnation(), name, log.position());
        return StatesText.of(log.position(), page, next);
    }

    private void requireIncarnation(String incarnation) {
        StateCursor cursor = query.cursor();
        if (cursor != null && !cursor.incarnation().equals(incarnation)) {
            throw InvalidInputException.invalid(
                    CURSOR, "belongs to a history that the store no longer has; start again without it");
        }
    }
}
