package dev.mayfly.command;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TruncatedException;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.DuplicateEvent;
import dev.mayfly.eventstore.append.AppendResult.TypeMismatch;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.append.ReservedAggregates;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The handler of commands for one kind of aggregate: it loads the aggregate from its events, lets it decide, and
 * appends the resulting events at the version that it read.
 *
 * <p>If another append intervenes, it starts again from the current log, so a decision always rests on exactly the
 * state to which it is appended. An injected conflict is not such an append, and is passed to the caller. Any thread
 * may call it, even an event loop: it never blocks, and leaves long work to a worker.
 *
 * @param <S> the aggregate's state
 * @param <C> its commands
 * @param <R> the reasons for which a command is refused
 */
public final class CommandHandler<S, C, R> {
    /** The number of tries before the conflict is passed to the caller. */
    static final int MAX_TRIES = 32;

    /** The most events that are looked for as those of one command. */
    private static final int MOST_FACTS = 1_000;

    /** The longest history that is read on the calling thread, in events. */
    static final long SHORT_HISTORY = 256;

    private final Aggregate<S, C, R> aggregate;
    private final Executor worker;

    /**
     * Makes a handler.
     *
     * @param aggregate the kind of aggregate
     * @param worker runs long work, so that the calling thread never blocks
     * @throws IllegalArgumentException if the aggregate's type breaks {@link Identifier}'s rule
     */
    public CommandHandler(Aggregate<S, C, R> aggregate, Executor worker) {
        Fact.requireName("type", aggregate.type());
        this.aggregate = aggregate;
        this.worker = worker;
    }

    /**
     * Carries out a command.
     *
     * <p>A failed command is a normal result. The stage fails only on an internal fault, and in that case nothing was
     * stored as far as this process knows.
     *
     * @param aggregateId the aggregate that it is meant for
     * @throws dev.mayfly.event.InvalidInputException if the id breaks {@link Identifier}'s rule
     */
    public CompletionStage<CommandResult<R>> handle(
            EventStore store, String aggregateId, C command, CommandContext context) {
        Identifier.require("aggregateId", aggregateId);
        if (ReservedAggregates.contain(aggregateId)) {
            return CompletableFuture.completedStage(
                    new CommandResult.NotAppended<>(new AppendResult.Reserved(aggregateId, 0)));
        }
        return new Task(store, aggregateId, command, context).attempt(1);
    }

    /** The state of an aggregate at a version of a history. */
    private record Known<S>(String incarnation, long version, S state) {}

    /** A command in progress. */
    private final class Task {
        private final EventStore store;
        private final String aggregateId;
        private final C command;
        private final CommandContext context;
        /** The state that the last attempt was decided on. Attempts follow one another, perhaps on different threads. */
        private @Nullable Known<S> known;

        Task(EventStore store, String aggregateId, C command, CommandContext context) {
            this.store = store;
            this.aggregateId = aggregateId;
            this.command = command;
            this.context = context;
        }

        CompletionStage<CommandResult<R>> attempt(int number) {
            LogPrefix prefix = store.prefix();
            IdempotencyKey key = context.key();
            if (key != null) {
                long position = prefix.positionOf(key.eventId(0));
                if (position > 0) {
                    return CompletableFuture.completedStage(firstAnswer(prefix, key, position));
                }
            }
            if (prefix.version(aggregateId) <= SHORT_HISTORY) {
                return tryDecide(prefix, number);
            }
            return CompletableFuture.supplyAsync(() -> decide(prefix, number), worker)
                    .thenCompose(Function.identity());
        }

        private CompletionStage<CommandResult<R>> tryDecide(LogPrefix prefix, int number) {
            try {
                return decide(prefix, number);
            } catch (TruncatedException truncated) {
                return CompletableFuture.failedStage(truncated);
            }
        }

        private CompletionStage<CommandResult<R>> decide(LogPrefix prefix, int number) {
            Optional<AggregateSummary> summary = prefix.aggregate(aggregateId);
            long version = summary.map(AggregateSummary::version).orElse(0L);
            String knownType = summary.map(AggregateSummary::aggregateType).orElse(aggregate.type());
            if (!knownType.equals(aggregate.type())) {
                return notAppended(new TypeMismatch(aggregateId, knownType, aggregate.type(), 0));
            }
            if (!context.expected()
                    .isMetBy(
                            version,
                            prefix.incarnation(),
                            prefix.mark(aggregateId).life())) {
                return notAppended(new VersionConflict(aggregateId, context.expected(), version));
            }
            Decision<R> decision = aggregate.decide(replayed(prefix, version), command);
            if (decision instanceof Decision.Refused<R> refused) {
                return CompletableFuture.completedStage(new CommandResult.Refused<>(refused.reason()));
            }
            List<Fact> facts = ((Decision.Accepted<R>) decision).facts();
            // The decision rests on this history alone: a replacement history may be at the same version.
            ExpectedVersion decidedOn = new ExpectedVersion.Exactly(version, prefix.incarnation());
            Append append = Append.expecting(batch(facts), aggregateId, decidedOn);
            return store.append(append, worker).thenCompose(result -> answer(result, number));
        }

        /** Returns the state at a version; after a conflict, only the events that came since are read. */
        private S replayed(LogPrefix prefix, long version) {
            Known<S> before = known;
            S state = before != null && before.incarnation().equals(prefix.incarnation()) && before.version() <= version
                    ? aggregate.replay(prefix, aggregateId, before.state(), before.version(), version)
                    : aggregate.replay(prefix, aggregateId, version);
            known = new Known<>(prefix.incarnation(), version, state);
            return state;
        }

        private CompletionStage<CommandResult<R>> answer(AppendResult result, int number) {
            if (result instanceof Appended appended) {
                return CompletableFuture.completedStage(new CommandResult.Done<>(aggregateId, appended));
            }
            boolean mayPass = result instanceof VersionConflict conflict && !conflict.injected()
                    || result instanceof DuplicateEvent;
            return mayPass && number < MAX_TRIES ? attempt(number + 1) : notAppended(result);
        }

        private CompletionStage<CommandResult<R>> notAppended(AppendResult result) {
            return CompletableFuture.completedStage(new CommandResult.NotAppended<>(result));
        }

        /** Returns the original answer to a request with this key, from the events that it stored. */
        private CommandResult<R> firstAnswer(LogPrefix prefix, IdempotencyKey key, long position) {
            RecordedEvent first = prefix.event(position);
            if (!prefix.isRedacted(position) && !key.isOf(first)) {
                return new CommandResult.KeyReused<>();
            }
            int more = 0;
            while (more < MOST_FACTS && isNext(prefix, key, first, position + more + 1, more + 1)) {
                more++;
            }
            Appended appended = new Appended(position, position + more, first.version(), first.version() + more, true);
            return new CommandResult.Done<>(first.aggregateId(), appended);
        }

        /** Returns whether the event at a position is the one that the request stored with a number: others may bear such ids. */
        private boolean isNext(LogPrefix prefix, IdempotencyKey key, RecordedEvent first, long position, int number) {
            if (prefix.positionOf(key.eventId(number)) != position) {
                return false;
            }
            RecordedEvent next = prefix.event(position);
            return next.aggregateId().equals(first.aggregateId()) && (prefix.isRedacted(position) || key.isOf(next));
        }

        private EventBatch batch(List<Fact> facts) {
            RawJson metadata = context.metadata();
            EventBatchBuilder batch = new EventBatchBuilder(new byte[512], 0, facts.size());
            for (int i = 0; i < facts.size(); i++) {
                batch.begin();
                IdempotencyKey key = context.key();
                text(batch, Field.EVENT_ID, key == null ? null : key.eventId(i));
                text(batch, Field.AGGREGATE_ID, aggregateId);
                text(batch, Field.AGGREGATE_TYPE, aggregate.type());
                text(batch, Field.EVENT_TYPE, facts.get(i).eventType());
                text(batch, Field.CORRELATION_ID, context.correlationId());
                text(batch, Field.CAUSATION_ID, context.causationId());
                batch.indexed(Dimension.ORGANIZATION_ID, context.organizationId());
                batch.indexed(Dimension.USER_ID, context.userId());
                text(batch, Field.METADATA, metadata);
                text(batch, Field.DATA, facts.get(i).data());
            }
            String traceparent = context.traceparent();
            return traceparent == null ? batch.build() : batch.build().withDefaultTraceparent(traceparent);
        }

        private static void text(EventBatchBuilder batch, Field field, @Nullable Object value) {
            if (value != null) {
                batch.text(field, value.toString());
            }
        }
    }
}
