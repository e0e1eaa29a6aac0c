package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.eventstore.support.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What giving memory back gives back, and that the count of it is right. */
@Tag("slow")
class OptimiseTest {
    private static final long LIMIT_BYTES = 256L << 20;
    private static final int LARGE_BATCH = 20_000;

    /** What is not counted: directories of chunks, and buffers of fixed size. */
    private static final long UNCOUNTED_BYTES = 64 << 10;

    private final FakeClock clock = new FakeClock();
    private final FailingEventStore store = new FailingEventStore(LIMIT_BYTES, clock);
    private final EmbeddedEventStore engine = store.engine();

    /** Events that have nothing in common with those of another name. */
    private static Append unique(String name, int count) {
        return Append.of(TestEvent.batch(IntStream.range(0, count)
                .mapToObj(i -> event(name + i, "T-" + name)
                        .id(name + "-id-" + i)
                        .correlation(name + "-correlation-" + i)
                        .causation(name + "-cause-" + i)
                        .tags(name + "-tag-" + i)
                        .organization(name + "-org-" + i % 10)
                        .user(name + "-user-" + i)
                        .at(FakeClock.START_NANOS - i)
                        .data("{\"text\":\"" + name + " " + i + "\"}"))
                .toList()));
    }

    private static void append(EventStore store, Append append) {
        assertThat(Reading.append(store, append)).isInstanceOf(Appended.class);
    }

    private void fail(Append append) {
        // The last step but a few: nearly all of the batch has been written by then.
        assertThat(store.failsAfter(6 * append.events().size() - 3, append)).isTrue();
    }

    private void assertCountIsRight() {
        assertCountIsRight(engine);
    }

    private static void assertCountIsRight(EmbeddedEventStore engine) {
        long recount = Recount.bytes(engine);
        assertThat(engine.memory().usedBytes()).isCloseTo(recount, within(recount / 50 + UNCOUNTED_BYTES));
    }

    @Test
    void what_failed_appends_took_is_given_back() {
        append(engine, unique("first", 500));
        store.optimise(false);
        long before = store.memory().usedBytes();
        Map<String, Object> view = View.of(store.prefix());
        for (int i = 0; i < 5; i++) {
            fail(unique("failed" + i, LARGE_BATCH));
        }
        long after = store.memory().usedBytes();
        Optimisation optimisation = store.optimise(false);
        assertThat(after).isGreaterThan(before + 1_000_000);
        assertThat(optimisation.columnsBytes()).isPositive();
        assertThat(optimisation.keysBytes()).isPositive();
        assertThat(optimisation.postingsBytes()).isPositive();
        assertThat(optimisation.usedBytes()).isEqualTo(after - optimisation.freedBytes());
        assertThat(optimisation.usedBytes() - before).isLessThan((after - before) / 20);
        assertThat(View.of(store.prefix())).isEqualTo(view);
        assertCountIsRight();
    }

    @Test
    void failed_appends_among_others_leave_nothing_that_adds_up() {
        EventStore untroubled = new EmbeddedEventStore("untroubled", LIMIT_BYTES, clock);
        for (int i = 0; i < 200; i++) {
            fail(unique("failed" + i, 50));
            append(engine, unique("good" + i, 3));
            append(untroubled, unique("good" + i, 3));
        }
        long freed = store.optimise(false).freedBytes();
        long untroubledFreed = untroubled.optimise(false).freedBytes();
        assertThat(freed).isPositive();
        assertThat(untroubledFreed).isPositive();
        assertThat(store.memory().usedBytes())
                .isCloseTo(
                        untroubled.memory().usedBytes(),
                        within(untroubled.memory().usedBytes() / 20));
        assertCountIsRight();
    }

    @Test
    void what_large_events_left_at_the_ends_of_chunks_is_given_back() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String data = "\"" + i + "x".repeat(180_000) + "\"";
            append(engine, TestEvent.append(event("a-1", "Large").data(data)));
            expected.add(data);
        }
        long before = store.memory().usedBytes();
        Optimisation optimisation = store.optimise(false);
        assertThat(optimisation.recordsBytes()).isGreaterThan(1_000_000);
        assertThat(store.memory().usedBytes()).isEqualTo(before - optimisation.freedBytes());
        append(engine, TestEvent.append(event("a-1", "Small").data("\"small\"")));
        expected.add("\"small\"");
        assertThat(IntStream.rangeClosed(1, 41)
                        .mapToObj(p -> store.prefix().event(p).data().toString()))
                .isEqualTo(expected);
        assertCountIsRight();
    }

    @Test
    void the_index_of_text_is_kept_and_trimmed_or_given_up_if_asked_for() {
        for (int i = 0; i < 10; i++) {
            append(engine, unique("words" + i, 1_000));
        }
        Criteria criteria = Criteria.builder().text("words7 77").build();
        long without = store.memory().usedBytes();
        List<Long> found = Reading.search(store.prefix(), criteria);
        assertThat(found).hasSize(11);
        long with = store.memory().usedBytes();
        assertThat(with).isGreaterThan(without + 100_000);

        Optimisation kept = store.optimise(false);
        assertThat(kept.textIndexBytes()).isBetween(1L, with - without - 100_000);
        assertThat(Reading.search(store.prefix(), criteria)).isEqualTo(found);
        assertCountIsRight();

        Optimisation dropped = store.optimise(true);
        assertThat(kept.textIndexBytes() + dropped.textIndexBytes()).isEqualTo(with - without);
        assertThat(Reading.search(store.prefix(), criteria)).isEqualTo(found);
        assertThat(store.memory().usedBytes()).isGreaterThan(dropped.usedBytes() + 100_000);
    }

    @Test
    void what_a_fork_takes_is_counted_right_with_what_it_shares() {
        append(engine, unique("shared", LARGE_BATCH));
        for (long position : new long[] {LARGE_BATCH, LARGE_BATCH / 2, 70, 0}) {
            long before = store.memory().usedBytes();
            LogImage image = engine.image(position);
            EmbeddedEventStore fork = new EmbeddedEventStore("fork", LIMIT_BYTES, clock, image);
            assertCountIsRight(fork);
            append(fork, unique("own", 3_000));
            assertCountIsRight(fork);
            Optimisation optimisation = fork.optimise(false);
            assertThat(optimisation.usedBytes()).isPositive();
            assertCountIsRight(fork);
            append(fork, unique("more", 3_000));
            assertCountIsRight(fork);
            assertThat(fork.prefix().position()).isEqualTo(position + 6_000);
            assertThat(store.memory().usedBytes()).isEqualTo(before);
        }
        append(engine, unique("behind", 500));
        assertCountIsRight();
    }

    @Test
    void what_is_appended_after_it_goes_where_something_was_given_back() {
        for (int i = 0; i < 30; i++) {
            append(engine, unique("a" + i, 700));
            store.optimise(i % 10 == 9);
        }
        assertThat(store.prefix().position()).isEqualTo(21_000);
        for (int i = 0; i < 30; i++) {
            assertThat(Reading.search(
                            store.prefix(),
                            Criteria.builder().eventTypes("T-a" + i).build()))
                    .hasSize(700)
                    .startsWith(700L * i + 1);
            assertThat(store.prefix().positionOf("a" + i + "-id-699")).isEqualTo(700L * (i + 1));
        }
        assertCountIsRight();
    }

    @Test
    void it_tells_its_parts_one_after_the_other() {
        append(engine, unique("a", LARGE_BATCH));
        List<Long> parts = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        Optimisation done = engine.optimise(false, (part, total) -> {
            parts.add(part);
            totals.add(total);
        });
        assertThat(done.freedBytes()).isPositive();
        assertThat(parts).isSorted().startsWith(0L);
        assertThat(totals).containsOnly(parts.get(parts.size() - 1) + 1);
        assertThat(parts.stream().distinct()).hasSize(totals.get(0).intValue());
        assertCountIsRight();
    }

    @Test
    void it_can_be_ended_between_two_steps_and_another_one_does_the_rest() {
        append(engine, unique("a", LARGE_BATCH));
        long before = engine.memory().usedBytes();
        int[] steps = {0};
        assertThatThrownBy(() -> engine.optimise(false, (part, total) -> {
                    if (steps[0]++ == 3) {
                        throw new CancellationException("Enough.");
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(steps[0]).isEqualTo(4);
        long between = engine.memory().usedBytes();
        assertThat(between).isLessThan(before);
        assertCountIsRight();
        Optimisation rest = engine.optimise(false);
        assertThat(rest.freedBytes()).isPositive();
        assertThat(engine.memory().usedBytes()).isEqualTo(between - rest.freedBytes());
        append(engine, unique("b", 10));
        assertCountIsRight();
    }
}
