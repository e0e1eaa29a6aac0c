package dev.mayfly.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.command.CommandResult.Done;
import dev.mayfly.command.CommandResult.KeyReused;
import dev.mayfly.command.CommandResult.Refused;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.NewEvent;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    private static final String ID = "counter-1";

    private final EventStore store = newStore();
    private final CommandHandler<Long, Integer, String> handler =
            new CommandHandler<>(new Counter(3), task -> task.run());

    EventStore newStore() {
        return new NaiveEventStore(TimeSource.SYSTEM, 1 << 20);
    }

    private static IdempotencyKey key(String key, int steps) {
        return IdempotencyKey.of("Idempotency-Key", key, "POST /counters/" + ID, "steps=" + steps);
    }

    private CommandResult<String> count(String key, int steps) {
        return count(store, steps, CommandContext.NONE.withKey(key(key, steps)));
    }

    private CommandResult<String> count(EventStore in, int steps, CommandContext context) {
        return handler.handle(in, ID, steps, context).toCompletableFuture().join();
    }

    @Test
    void the_same_request_again_gets_the_first_answer_and_stores_nothing() {
        assertThat(count("a", 2)).isEqualTo(new Done<>(ID, new Appended(1, 2, 1, 2, false)));
        count("b", 1);
        assertThat(count("a", 2)).isEqualTo(new Done<>(ID, new Appended(1, 2, 1, 2, true)));
        assertThat(store.prefix().position()).isEqualTo(3);
    }

    @Test
    void the_first_answer_comes_whatever_is_expected_now_and_whoever_asks() {
        count("a", 1);
        CommandContext other = new CommandContext(
                new ExpectedVersion.None(), key("a", 1), "corr", "cause", "organisation", "user", "00-trace");
        assertThat(count(store, 1, other)).isEqualTo(new Done<>(ID, new Appended(1, 1, 1, 1, true)));
    }

    @Test
    void another_request_with_the_same_key_is_told_so() {
        count("a", 1);
        assertThat(count("a", 2)).isEqualTo(new KeyReused<>());
        assertThat(store.prefix().position()).isEqualTo(1);
    }

    @Test
    void events_that_others_gave_the_ids_that_would_follow_are_not_taken_for_those_of_the_request() {
        count("a", 2);
        for (int i = 2; i < 6; i++) {
            store.append(Append.of(EventBatch.of(NewEvent.of("elsewhere", "Forged", "{}")
                    .withEventId(key("a", 2).eventId(i)))));
        }
        assertThat(store.prefix().position()).isEqualTo(6);
        assertThat(count("a", 2)).isEqualTo(new Done<>(ID, new Appended(1, 2, 1, 2, true)));
    }

    @Test
    void a_refused_command_is_not_remembered() {
        assertThat(count("a", 4)).isInstanceOf(Refused.class);
        assertThat(count("a", 1)).isInstanceOf(Done.class);
    }

    @Test
    void an_event_that_happens_to_bear_the_id_takes_the_key() {
        NewEvent squatter =
                NewEvent.of("other-1", "Squatted", "{}").withEventId(key("a", 1).eventId(0));
        store.append(Append.of(EventBatch.of(squatter)));
        assertThat(count("a", 1)).isEqualTo(new KeyReused<>());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"idempotency\":7}",
                "{\"idempotency\":{}}",
                "{\"idempotency\":{\"request\":{\"a\":[1]}}}",
                "{\"x\":{\"idempotency\":{\"request\":\"1\"}},\"idempotency\":[\"request\"]}"
            })
    void metadata_of_any_shape_is_coped_with(String metadata) {
        EventBatchBuilder batch = new EventBatchBuilder(new byte[0], 0, 1);
        batch.begin();
        batch.text(EventBatch.Field.EVENT_ID, key("a", 1).eventId(0));
        batch.text(EventBatch.Field.AGGREGATE_ID, "other-1");
        batch.text(EventBatch.Field.EVENT_TYPE, "Squatted");
        batch.text(EventBatch.Field.METADATA, metadata);
        store.append(Append.of(batch.build()));
        assertThat(count("a", 1)).isEqualTo(new KeyReused<>());
    }

    @Test
    void the_events_say_which_key_and_request_they_come_from() {
        count("my \"key\"", 1);
        assertThat(store.prefix().event(1).metadata().toString())
                .matches("\\{\"idempotency\":\\{\"key\":\"my \\\\\"key\\\\\"\",\"request\":\"[0-9a-f]{32}\"}}");
    }

    @Test
    void keys_are_per_operation() {
        IdempotencyKey here = IdempotencyKey.of("Idempotency-Key", "k", "POST /a", "x");
        IdempotencyKey there = IdempotencyKey.of("Idempotency-Key", "k", "POST /b", "x");
        assertThat(here.eventId(0)).isNotEqualTo(there.eventId(0));
        assertThat(here.eventId(0)).isNotEqualTo(here.eventId(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a\u0000b", "\ud800"})
    void a_key_is_an_identifier(String key) {
        assertThatThrownBy(() -> key(key, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Idempotency-Key: ");
    }

    @RepeatedTest(20)
    void the_same_request_many_times_at_once_is_carried_out_once() {
        List<CommandResult<String>> results = Race.run(8, thread -> count("a", 2));
        assertThat(results).containsOnlyOnce(new Done<>(ID, new Appended(1, 2, 1, 2, false)));
        assertThat(results)
                .filteredOn(result -> result.equals(new Done<>(ID, new Appended(1, 2, 1, 2, true))))
                .hasSize(7);
        assertThat(store.prefix().position()).isEqualTo(2);
    }

    @RepeatedTest(20)
    void of_different_requests_with_one_key_at_once_one_kind_is_carried_out() {
        List<CommandResult<String>> results = Race.run(8, thread -> count("a", 1 + thread % 2));
        long stored = store.prefix().position();
        assertThat(results).filteredOn(new KeyReused<String>()::equals).hasSize(4);
        assertThat(results)
                .filteredOn(new Done<String>(ID, new Appended(1, stored, 1, stored, true))::equals)
                .hasSize(3);
        assertThat(results)
                .filteredOn(new Done<String>(ID, new Appended(1, stored, 1, stored, false))::equals)
                .hasSize(1);
    }

    @Test
    void a_request_that_loses_the_race_for_its_key_finds_the_winners_answer() {
        AtomicBoolean first = new AtomicBoolean(true);
        EventStore slow = new NeverBusyStore(store) {
            @Override
            public CompletionStage<AppendResult> append(Append append) {
                if (first.getAndSet(false)) {
                    count("a", 1);
                }
                return super.append(append);
            }
        };
        CommandContext context = CommandContext.NONE.withKey(key("a", 1));
        assertThat(count(slow, 1, context)).isEqualTo(new Done<>(ID, new Appended(1, 1, 1, 1, true)));
        assertThat(store.prefix().position()).isEqualTo(1);
    }
}
