package dev.mayfly.command;

import dev.mayfly.event.RecordedEvent;

/**
 * A kind of aggregate: how its state follows from its events, and what a command makes of a state.
 *
 * <p>Both are pure functions over values, called by any thread. Events are data from outside: an aggregate copes with
 * whatever an event of its type may hold, and makes of it a state that refuses commands rather than an exception.
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

    /** Returns what the command leads to in that state. */
    Decision<R> decide(S state, C command);
}
