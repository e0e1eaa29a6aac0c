package dev.mayfly.command;

import dev.mayfly.criteria.Order;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.TruncatedException;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;

/**
 * A kind of aggregate: how its state is derived from its events, and how it decides on commands.
 *
 * <p>Both are pure functions over values, called by any thread. Events are data from outside: an aggregate must handle
 * any contents of its events, and produce a state that refuses commands rather than throw an exception.
 *
 * @param <S> the state
 * @param <C> the commands
 * @param <R> the reasons for which a command is refused
 */
public interface Aggregate<S, C, R> {
    /** Returns the aggregate type of its events. */
    String type();

    /** Returns the state before the first event. */
    S initial();

    /** Returns the state after one more event, the next in order of version. */
    S apply(S state, RecordedEvent event);

    /**
     * Returns the state after an aggregate's events; takes time in proportion to their number.
     *
     * @param version the last version to read, which the aggregate has; 0 for none
     */
    default S replay(LogPrefix log, String aggregateId, long version) {
        return replay(log, aggregateId, initial(), 0, version);
    }

    /**
     * Returns the state after an aggregate's events, given the one after the first of them; takes time in proportion to the
     * number of the others.
     *
     * @param before the state at an earlier version
     * @param from that version; 0 for none
     * @param version the last version to read, which the aggregate has; 0 for none
     * @throws TruncatedException if some of the aggregate's events have been removed
     */
    default S replay(LogPrefix log, String aggregateId, S before, long from, long version) {
        TruncatedException.requireWhole(log, aggregateId);
        S state = before;
        Positions history = log.history(aggregateId, from + 1, version, Order.ASCENDING);
        for (long position = history.next(); position > 0; position = history.next()) {
            state = apply(state, log.event(position));
        }
        return state;
    }

    /** Returns the decision on a command in a state. */
    Decision<R> decide(S state, C command);
}
