package dev.mayfly.eventstore.concurrency;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.EventQuery;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.ConditionFailed;
import dev.mayfly.eventstore.append.AppendResult.DuplicateEvent;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Appends that race each other: each outcome is one that some order of the calls explains. */
class EventStoreConcurrencyTest {
    private static final int THREADS = 8;
    private static final long LIMIT_BYTES = 256L << 20;

    private final Recorder recorder = new Recorder(new EmbeddedEventStore("race", LIMIT_BYTES, TimeSource.SYSTEM));

    private void assertLinearizable() {
        Linearization.check(recorder.store(), recorder.calls());
    }

    private static <T> long count(List<? extends AppendResult> results, Class<T> kind) {
        return results.stream().filter(kind::isInstance).count();
    }

    private static Append unlessTagged(String tag, TestEvent event) {
        EventQuery query = new EventQuery(List.of(new EventQuery.Item(Set.of(), Set.of(tag))));
        return new Append(batch(event), List.of(), new AppendCondition(query, 0));
    }

    @Test
    void of_many_who_expect_the_same_version_exactly_one_wins() throws InterruptedException {
        for (int round = 0; round < 150; round++) {
            long version = round;
            List<AppendResult> results = Crowd.run(
                    THREADS,
                    thread -> () -> recorder.append(Append.expecting(
                            batch(event("a-1", "A").data(Integer.toString(thread))),
                            "a-1",
                            version == 0 ? new ExpectedVersion.None() : new ExpectedVersion.Exactly(version))));
            assertThat(count(results, Appended.class)).isEqualTo(1);
            assertThat(count(results, VersionConflict.class)).isEqualTo(THREADS - 1L);
        }
        assertThat(recorder.store().prefix().version("a-1")).isEqualTo(150);
        assertLinearizable();
    }

    @Test
    void an_event_that_many_send_at_once_is_stored_once() throws InterruptedException {
        for (int round = 0; round < 150; round++) {
            String id = "e" + round;
            List<AppendResult> results = Crowd.run(
                    THREADS,
                    thread -> () -> recorder.append(
                            TestEvent.append(event("a-1", "A").id(id).data(thread % 2 == 0 ? "1" : "2"))));
            List<Appended> appended = results.stream()
                    .filter(Appended.class::isInstance)
                    .map(Appended.class::cast)
                    .toList();
            assertThat(appended).filteredOn(result -> !result.replayed()).hasSize(1);
            assertThat(appended)
                    .hasSize(THREADS / 2)
                    .extracting(Appended::firstPosition)
                    .containsOnly(round + 1L);
            assertThat(count(results, DuplicateEvent.class)).isEqualTo(THREADS / 2);
        }
        assertThat(recorder.store().prefix().position()).isEqualTo(150);
        assertLinearizable();
    }

    @Test
    void appends_to_different_aggregates_all_land_and_positions_have_no_gaps() throws InterruptedException {
        int appends = 300;
        Crowd.run(THREADS, thread -> () -> {
            for (int i = 0; i < appends; i++) {
                AppendResult result = recorder.append(Append.expecting(
                        batch(event("a-" + thread, "A"), event("a-" + thread, "A")),
                        "a-" + thread,
                        new ExpectedVersion.Exactly(2L * i)));
                assertThat(result).isInstanceOf(Appended.class);
            }
            return null;
        });
        LogPrefix log = recorder.store().prefix();
        assertThat(log.position()).isEqualTo(2L * THREADS * appends);
        assertThat(log.aggregateCount()).isEqualTo(THREADS);
        assertLinearizable();
    }

    @Test
    void of_two_appends_whose_conditions_exclude_each_other_never_both_are_stored() throws InterruptedException {
        for (int round = 0; round < 150; round++) {
            String seat = "seat:" + round;
            List<AppendResult> results = Crowd.run(
                    THREADS,
                    thread -> () -> recorder.append(unlessTagged(
                            seat, event("booking-" + thread, "Booked").tags("room", seat))));
            assertThat(count(results, Appended.class)).isEqualTo(1);
            assertThat(count(results, ConditionFailed.class)).isEqualTo(THREADS - 1L);
        }
        assertLinearizable();
    }

    @Test
    void appends_of_all_kinds_at_once_are_answered_as_if_one_came_after_another() throws InterruptedException {
        AtomicInteger appending = new AtomicInteger(THREADS);
        Crowd.run(THREADS + 1, thread -> () -> {
            if (thread == THREADS) {
                while (appending.get() > 0) {
                    recorder.store().optimise(true);
                }
                return null;
            }
            Random random = new Random(thread);
            for (int i = 0; i < 150; i++) {
                LogPrefix seen = recorder.prefix();
                recorder.append(anyAppend(random, seen));
            }
            appending.decrementAndGet();
            return null;
        });
        assertThat(recorder.calls().stream()
                        .filter(call -> call.result() != null)
                        .map(call -> call.result().getClass())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(5);
        assertLinearizable();
    }

    private static Append anyAppend(Random random, LogPrefix seen) {
        List<TestEvent> events = new ArrayList<>();
        int first = random.nextInt(500);
        for (int i = 0; i <= random.nextInt(3); i++) {
            TestEvent event =
                    event("a-" + random.nextInt(4), "T" + random.nextInt(3)).tags("t" + random.nextInt(20));
            event.id(random.nextInt(3) == 0 ? "e" + (first + i) : null);
            events.add(event.aggregateType(random.nextInt(30) == 0 ? "Other" : null));
        }
        String aggregate = "a-" + random.nextInt(4);
        // Now and then one behind, so that there are conflicts also when nobody comes in between.
        long version = Math.max(0, seen.version(aggregate) - (random.nextInt(8) == 0 ? 1 : 0));
        List<Expectation> expectations = random.nextBoolean()
                ? List.of()
                : List.of(new Expectation(aggregate, new ExpectedVersion.Exactly(version)));
        Set<String> types = Set.of("T" + random.nextInt(3));
        Set<String> tags = random.nextBoolean() ? Set.of() : Set.of("t" + random.nextInt(20));
        EventQuery query = new EventQuery(List.of(new EventQuery.Item(types, tags)));
        long lookedUpTo = Math.max(0, seen.position() - random.nextInt(6));
        AppendCondition condition = random.nextInt(3) == 0 ? new AppendCondition(query, lookedUpTo) : null;
        return new Append(batch(events), expectations, condition);
    }

    @Test
    void who_waits_for_a_position_is_told_whoever_reaches_it() throws InterruptedException {
        int appends = 200;
        Crowd.run(THREADS, thread -> () -> {
            for (int i = 1; i <= appends; i++) {
                if (thread % 2 == 0) {
                    recorder.append(TestEvent.append(event("a-" + thread, "A")));
                } else {
                    recorder.store().reached(i).join();
                    assertThat(recorder.store().prefix().position()).isGreaterThanOrEqualTo(i);
                }
            }
            return null;
        });
        assertThat(recorder.store().prefix().position()).isEqualTo(THREADS / 2 * (long) appends);
        assertThat(Stream.of(recorder.store().reached(1), recorder.store().reached(THREADS / 2 * (long) appends)))
                .allMatch(future -> future.isDone());
    }
}
