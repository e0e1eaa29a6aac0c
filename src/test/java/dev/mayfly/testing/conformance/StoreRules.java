package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.StoreFull;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The store as a whole: its name and age, waiting for it, and its memory. */
interface StoreRules extends StoreFixture {
    /** The limit of a store that a test fills. */
    long SMALL_LIMIT_BYTES = 32L << 20;

    private static Append large(int number) {
        return Append.of(batch(event("a-1", "Large")
                .id("large-" + number)
                .tags("t" + number)
                .data("\"" + "x".repeat((1 << 20) - 2) + "\"")));
    }

    /** Appends events of a mebibyte until the store refuses, and returns the refusal. */
    private static AppendResult fill(EventStore store) {
        for (int number = 1; number <= 100; number++) {
            AppendResult result = Reading.append(store, large(number));
            if (!(result instanceof Appended)) {
                return result;
            }
        }
        throw new AssertionError("never full");
    }

    @Test
    default void a_store_has_a_name_an_incarnation_and_an_age() {
        assertThat(store().name()).isNotBlank();
        assertThat(store().incarnation()).isNotBlank().isEqualTo(store().incarnation());
        assertThat(store().createdAt()).isEqualTo(Rfc3339.instant(FakeClock.START_NANOS));
    }

    @Test
    default void each_store_has_an_incarnation_and_a_log_of_its_own() {
        EventStore other = newStore(clock(), AMPLE_BYTES);
        assertThat(other.incarnation()).isNotEqualTo(store().incarnation());
        assertThat(log().incarnation()).isNotBlank().isEqualTo(store().incarnation());
        assertThat(other.prefix().incarnation()).isEqualTo(other.incarnation());
        stored(event("a-1", "A").id("e1"));
        assertThat(other.prefix().position()).isZero();
        assertThat(other.prefix().positionOf("e1")).isZero();
    }

    @Test
    default void an_empty_store_is_empty_until_the_first_append() {
        LogPrefix empty = log();
        assertThat(empty.position()).isZero();
        assertThat(empty.aggregateCount()).isZero();
        assertThat(Reading.search(empty, Criteria.ALL)).isEmpty();
        stored(event("a-1", "A"));
        assertThat(empty.position()).isZero();
        assertThat(log().position()).isEqualTo(1);
    }

    @Test
    default void a_position_that_is_reached_is_not_waited_for() {
        assertThat(store().reached(0)).isCompleted();
        stored(event("a-1", "A"), event("a-1", "A"));
        assertThat(store().reached(1)).isCompleted();
        assertThat(store().reached(2)).isCompleted();
        assertThat(store().reached(3)).isNotDone();
    }

    @Test
    default void a_wait_ends_with_the_append_that_reaches_its_position() {
        CompletableFuture<Void> second = store().reached(2);
        CompletableFuture<Void> fourth = store().reached(4);
        stored(event("a-1", "A"));
        assertThat(second).isNotDone();
        stored(event("a-1", "A"), event("a-1", "A"));
        second.join();
        assertThat(fourth).isNotDone();
        stored(event("a-1", "A"));
        fourth.join();
    }

    @Test
    default void a_refused_append_ends_no_wait() {
        stored(event("a-1", "A"));
        CompletableFuture<Void> second = store().reached(2);
        append(Append.expecting(batch(event("a-1", "A")), "a-1", new ExpectedVersion.None()));
        assertThat(second).isNotDone();
        stored(event("a-1", "A"));
        second.join();
    }

    @Test
    default void a_cancelled_wait_disturbs_nobody() {
        CompletableFuture<Void> cancelled = store().reached(1);
        CompletableFuture<Void> other = store().reached(1);
        cancelled.cancel(false);
        stored(event("a-1", "A"));
        other.join();
        assertThat(cancelled).isCancelled();
    }

    @Test
    default void the_memory_used_grows_with_the_log_and_stays_within_its_limit() {
        long before = store().memory().usedBytes();
        for (int i = 0; i < 20; i++) {
            stored(event("a-1", "A").data("\"" + "x".repeat(500_000) + "\""));
        }
        MemoryUse after = store().memory();
        assertThat(after.limitBytes()).isEqualTo(AMPLE_BYTES);
        assertThat(after.usedBytes() - before).isGreaterThan(9_000_000);
        assertThat(after.usedBytes()).isLessThanOrEqualTo(after.limitBytes());
    }

    @Test
    default void a_conflict_takes_no_memory() {
        stored(event("a-1", "A"));
        long before = store().memory().usedBytes();
        assertThat(before).isPositive();
        for (int i = 0; i < 100; i++) {
            append(Append.expecting(
                    batch(event("n-" + i, "N" + i).tags("t" + i).data("\"" + "x".repeat(100_000) + "\"")),
                    "a-1",
                    new ExpectedVersion.None()));
        }
        assertThat(store().memory().usedBytes()).isEqualTo(before);
    }

    @Test
    default void a_full_store_refuses_appends_and_says_why() {
        EventStore small = newStore(clock(), SMALL_LIMIT_BYTES);
        AppendResult refusal = fill(small);
        assertThat(refusal).isEqualTo(new StoreFull(small.memory().usedBytes(), SMALL_LIMIT_BYTES));
        assertThat(small.memory().usedBytes()).isLessThanOrEqualTo(SMALL_LIMIT_BYTES);
        assertThat(small.prefix().position()).isGreaterThan(10);
    }

    @Test
    default void reads_of_a_full_store_go_on() {
        EventStore small = newStore(clock(), SMALL_LIMIT_BYTES);
        assertThat(fill(small)).isInstanceOf(StoreFull.class);
        LogPrefix prefix = small.prefix();
        long last = prefix.position();
        assertThat(prefix.event(last).eventId()).isEqualTo("large-" + last);
        assertThat(prefix.positionOf("large-1")).isEqualTo(1);
        assertThat(Reading.history(prefix, "a-1")).hasSize((int) last);
        assertThat(Reading.search(
                        prefix, Criteria.builder().tags(List.of("t" + last)).build()))
                .containsExactly(last);
    }

    @Test
    default void what_a_full_store_refused_is_nowhere_to_be_found() {
        EventStore small = newStore(clock(), SMALL_LIMIT_BYTES);
        assertThat(fill(small)).isInstanceOf(StoreFull.class);
        LogPrefix prefix = small.prefix();
        long refused = prefix.position() + 1;
        assertThat(prefix.positionOf("large-" + refused)).isZero();
        assertThat(prefix.version("a-1")).isEqualTo(refused - 1);
        assertThat(Reading.search(
                        prefix, Criteria.builder().tags(List.of("t" + refused)).build()))
                .isEmpty();
        assertThat(Reading.append(small, large((int) refused))).isInstanceOf(StoreFull.class);
        assertThat(small.prefix().position()).isEqualTo(refused - 1);
    }

    @Test
    default void a_repetition_and_a_conflict_are_told_by_a_full_store_too() {
        EventStore small = newStore(clock(), SMALL_LIMIT_BYTES);
        assertThat(fill(small)).isInstanceOf(StoreFull.class);
        assertThat(Reading.append(small, large(1))).isEqualTo(new Appended(1, 1, 1, 1, true));
        Append conflicting = Append.expecting(large(1_000).events(), "a-1", new ExpectedVersion.None());
        assertThat(Reading.append(small, conflicting)).isInstanceOf(AppendResult.VersionConflict.class);
    }

    @Test
    default void a_batch_that_does_not_fit_is_refused_whole() {
        EventStore small = newStore(clock(), SMALL_LIMIT_BYTES);
        assertThat(Reading.append(small, Append.of(batch(event("b-1", "B"))))).isInstanceOf(Appended.class);
        AppendResult result = Reading.append(
                small,
                Append.of(batch(
                        event("b-1", "Small").id("s1"),
                        event("b-1", "Huge").data("\"" + "x".repeat((int) SMALL_LIMIT_BYTES) + "\""))));
        assertThat(result).isInstanceOf(StoreFull.class);
        assertThat(small.prefix().position()).isEqualTo(1);
        assertThat(small.prefix().positionOf("s1")).isZero();
        assertThat(Reading.append(small, Append.of(batch(event("b-1", "Small").id("s1")))))
                .isEqualTo(new Appended(2, 2, 2, 2, false));
    }
}
