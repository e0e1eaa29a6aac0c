package dev.mayfly.command;

import dev.mayfly.eventstore.append.AppendResult;

/**
 * The result of a command.
 *
 * @param <R> the reasons for which a command is refused
 */
public sealed interface CommandResult<R> {
    /**
     * The command's events are in the log.
     *
     * @param aggregateId the aggregate
     * @param appended where they are; replayed if an earlier request with the same key had put them there
     * @param <R> the reasons for which a command is refused
     */
    record Done<R>(String aggregateId, AppendResult.Appended appended) implements CommandResult<R> {}

    /**
     * The aggregate refuses the command.
     *
     * @param reason why
     * @param <R> the reasons for which a command is refused
     */
    record Refused<R>(R reason) implements CommandResult<R> {}

    /**
     * The command's idempotency key belongs to another request.
     *
     * @param <R> the reasons for which a command is refused
     */
    record KeyReused<R>() implements CommandResult<R> {}

    /**
     * The store did not accept the events: the aggregate is not at the expected version or has another type, or the
     * store is full.
     *
     * @param result the store's result, any except {@link AppendResult.Appended}
     * @param <R> the reasons for which a command is refused
     */
    record NotAppended<R>(AppendResult result) implements CommandResult<R> {}
}
