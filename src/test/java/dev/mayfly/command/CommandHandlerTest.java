package dev.mayfly.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.command.CommandResult.Done;
import dev.mayfly.command.CommandResult.NotAppended;
import dev.mayfly.command.CommandResult.Refused;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.StoreFull;
import dev.mayfly.eventstore.append.AppendResult.TypeMismatch;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommandHandlerTest {
    private static final String ID = "counter-1";
    private static final Executor NO_WORKER = task -> {
        throw new AssertionError("nothing here is long enough for a worker");
    };

    private final EventStore store = newStore();
    private final CommandHandler<Long, Integer, String> handler = handler(NO_WORKER);

    EventStore newStore() {
        return new NaiveEventStore(TimeSource.SYSTEM, 1 << 20);
    }

    private static CommandHandler<Long, Integer, String> handler(Executor worker) {
        return new CommandHandler<>(new Counter(1000), worker);
    }

    private CommandResult<String> count(int steps) {
        return count(store, steps, CommandContext.NONE);
    }

    private CommandResult<String> count(EventStore in, int steps, CommandContext context) {
        return handler.handle(in, ID, steps, context).toCompletableFuture().join();
    }

    private void appendFromOutside(int events) {
        EventBatch batch = EventBatch.of(IntStream.range(0, events)
                .mapToObj(i -> NewEvent.of(ID, "Counted", "{}"))
                .toList());
        assertThat(store.append(Append.of(batch)).toCompletableFuture().join()).isInstanceOf(Appended.class);
    }

    @Test
    void what_is_decided_is_appended_behind_what_was_read() {
        assertThat(count(2)).isEqualTo(new Done<>(ID, new Appended(1, 2, 1, 2, false)));
        assertThat(count(1)).isEqualTo(new Done<>(ID, new Appended(3, 3, 3, 3, false)));
        assertThat(store.prefix().event(3).data()).hasToString("{\"from\":2}");
    }

    @Test
    void events_bear_the_type_and_what_the_context_says() {
        CommandContext context =
                new CommandContext(new ExpectedVersion.Any(), null, "corr", "cause", "org \"1\"", "ü", "00-trace");
        count(store, 1, context);
        RecordedEvent event = store.prefix().event(1);
        assertThat(event.aggregateType()).isEqualTo(Counter.TYPE);
        assertThat(event.correlationId()).isEqualTo("corr");
        assertThat(event.causationId()).isEqualTo("cause");
        assertThat(event.traceparent()).isEqualTo("00-trace");
        assertThat(event.metadata()).hasToString("{\"organizationId\":\"org \\\"1\\\"\",\"userId\":\"ü\"}");
    }

    @Test
    void a_context_without_anything_leaves_the_metadata_out() {
        count(1);
        assertThat(store.prefix().event(1).metadata()).isNull();
    }

    @Test
    void a_refused_command_stores_nothing() {
        assertThat(count(1001)).isEqualTo(new Refused<>("is at 0"));
        assertThat(store.prefix().position()).isZero();
    }

    @Test
    void a_command_is_decided_anew_when_another_append_comes_between() {
        AtomicInteger intruders = new AtomicInteger(3);
        EventStore busy = new NeverBusyStore(store) {
            @Override
            public CompletionStage<AppendResult> append(Append append) {
                if (intruders.getAndDecrement() > 0) {
                    appendFromOutside(1);
                }
                return super.append(append);
            }
        };
        assertThat(count(busy, 1, CommandContext.NONE)).isEqualTo(new Done<>(ID, new Appended(4, 4, 4, 4, false)));
        assertThat(store.prefix().event(4).data()).hasToString("{\"from\":3}");
    }

    @Test
    void a_command_that_always_meets_a_conflict_ends_as_one() {
        AtomicInteger tries = new AtomicInteger();
        VersionConflict conflict = new VersionConflict(ID, new ExpectedVersion.Exactly(0), 1);
        EventStore hopeless = new NeverBusyStore(store) {
            @Override
            public CompletionStage<AppendResult> append(Append append) {
                tries.incrementAndGet();
                return CompletableFuture.completedFuture(conflict);
            }
        };
        assertThat(count(hopeless, 1, CommandContext.NONE)).isEqualTo(new NotAppended<>(conflict));
        assertThat(tries).hasValue(CommandHandler.MAX_TRIES);
    }

    @Test
    void an_expected_version_is_checked_against_what_was_read() {
        count(2);
        CommandContext exactly2 = CommandContext.NONE.withExpected(new ExpectedVersion.Exactly(2));
        assertThat(count(store, 1, exactly2)).isInstanceOf(Done.class);
        assertThat(count(store, 1, exactly2))
                .isEqualTo(new NotAppended<>(new VersionConflict(ID, new ExpectedVersion.Exactly(2), 3)));
    }

    @Test
    void an_expected_version_that_passes_while_the_command_runs_is_a_conflict() {
        EventStore busy = new NeverBusyStore(store) {
            @Override
            public CompletionStage<AppendResult> append(Append append) {
                appendFromOutside(1);
                return super.append(append);
            }
        };
        CommandContext none = CommandContext.NONE.withExpected(new ExpectedVersion.None());
        assertThat(count(busy, 1, none))
                .isEqualTo(new NotAppended<>(new VersionConflict(ID, new ExpectedVersion.None(), 1)));
    }

    @Test
    void an_aggregate_of_another_type_is_left_alone() {
        NewEvent stranger = NewEvent.of("order-1", "Ordered", "{}");
        store.append(Append.of(EventBatch.of(stranger)));
        CommandResult<String> result = handler.handle(store, "order-1", 1, CommandContext.NONE)
                .toCompletableFuture()
                .join();
        assertThat(result).isEqualTo(new NotAppended<>(new TypeMismatch("order-1", "Order", Counter.TYPE, 0)));
    }

    @Test
    void a_full_store_is_told() {
        EventStore tiny = new NaiveEventStore(TimeSource.SYSTEM, 1);
        assertThat(count(tiny, 1, CommandContext.NONE)).isEqualTo(new NotAppended<>(new StoreFull(0, 1)));
    }

    @Test
    void an_id_that_is_none_is_refused() {
        assertThatThrownBy(() -> handler.handle(store, "..", 1, CommandContext.NONE))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_busy_store_is_waited_for_by_a_worker() {
        List<Runnable> tasks = new ArrayList<>();
        EventStore busy = new NeverBusyStore(store) {
            @Override
            public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
                return Optional.empty();
            }
        };
        CompletableFuture<CommandResult<String>> result =
                handler(tasks::add).handle(busy, ID, 1, CommandContext.NONE).toCompletableFuture();
        assertThat(result).isNotDone();
        tasks.remove(0).run();
        assertThat(result).isCompletedWithValue(new Done<>(ID, new Appended(1, 1, 1, 1, false)));
    }

    @Test
    void a_long_history_is_read_by_a_worker() {
        appendFromOutside((int) CommandHandler.SHORT_HISTORY + 1);
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<CommandResult<String>> result =
                handler(tasks::add).handle(store, ID, 1, CommandContext.NONE).toCompletableFuture();
        assertThat(result).isNotDone();
        tasks.remove(0).run();
        assertThat(result.join()).isInstanceOf(Done.class);
    }

    @Test
    void many_at_once_never_decide_on_the_same_state() {
        int threads = 8;
        List<CommandResult<String>> results = Race.run(threads, thread -> count(1));
        long done = results.stream().filter(Done.class::isInstance).count();
        assertThat(done).isEqualTo(threads);
        assertThat(LongStream.rangeClosed(1, threads)
                        .mapToObj(position ->
                                store.prefix().event(position).data().toString())
                        .collect(Collectors.toSet()))
                .hasSize(threads);
    }
}
