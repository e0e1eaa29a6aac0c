package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.eventstore.support.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What optimising frees of removed and redacted events, and that nothing else changes. */
class RewriteTest {
    private static final long LIMIT_BYTES = 256L << 20;
    private static final RawJson GONE = RawJson.of("{\"redacted\":{\"reason\":\"asked\"}}");
    /** What is not counted: directories of chunks, and buffers of fixed size. */
    private static final long UNCOUNTED_BYTES = 64 << 10;

    private final FakeClock clock = new FakeClock();
    private final EmbeddedEventStore store = CopyingSteps.of(LIMIT_BYTES, clock, 50);

    /** Appends events of twenty aggregates that have something of their own and something in common. */
    private void fill(EmbeddedEventStore target, int first, int count) {
        List<TestEvent> events = IntStream.range(first, first + count)
                .mapToObj(i -> event("a-" + i % 20, "T" + i % 3)
                        .id(i % 2 == 0 ? "e" + i : null)
                        .correlation("c" + i % 50)
                        .causation(i % 5 == 0 ? null : "e" + (i - i % 7))
                        .tags("t" + i % 4, "own-" + i)
                        .user("u" + i % 30)
                        .at(FakeClock.START_NANOS + i - (i % 9 == 0 ? 1_000L * i : 0))
                        .data("{\"text\":\"number " + i + "\"}"))
                .toList();
        assertThat(Reading.append(target, Append.of(TestEvent.batch(events))))
                .isInstanceOf(AppendResult.Appended.class);
    }

    private void remove(String aggregateId, long before, boolean forget) {
        store.truncate(new Truncation(aggregateId, before, new ExpectedVersion.Any(), forget));
    }

    private void assertCountIsRight(EmbeddedEventStore engine) {
        long recount = Recount.bytes(engine);
        assertThat(engine.memory().usedBytes()).isCloseTo(recount, within(recount / 50 + UNCOUNTED_BYTES));
    }

    @Test
    void what_was_removed_is_freed_and_everything_else_reads_the_same() {
        fill(store, 0, 1_500);
        for (int i = 0; i < 10; i++) {
            remove("a-" + i, Long.MAX_VALUE, i % 2 == 0);
        }
        remove("a-11", 40, false);
        store.redact(store.incarnation(), LongStream.rangeClosed(1_001, 1_100).toArray(), GONE);
        Map<String, Object> before = View.of(store.prefix());
        long used = store.memory().usedBytes();

        Optimisation done = store.optimise(false);

        assertThat(done.removedBytes()).isGreaterThan(used / 5);
        assertThat(done.garbageBytes()).isZero();
        assertThat(store.memory().usedBytes()).isEqualTo(used - done.freedBytes());
        assertThat(View.of(store.prefix())).isEqualTo(before);
        assertCountIsRight(store);
        assertThat(store.optimise(false).freedBytes()).isZero();

        fill(store, 1_500, 100);
        assertThat(store.prefix().version("a-1")).isEqualTo(80);
        assertThat(store.prefix().version("a-2")).isEqualTo(5);
        assertThat(store.prefix().version("a-11")).isEqualTo(80);
        assertCountIsRight(store);
    }

    @Test
    void a_prefix_that_was_taken_before_passes_over_what_is_removed_later_and_shows_what_is_redacted_later() {
        fill(store, 0, 400);
        remove("a-1", Long.MAX_VALUE, false);
        LogPrefix first = store.prefix();
        store.optimise(false);
        remove("a-2", Long.MAX_VALUE, false);
        LogPrefix second = store.prefix();
        store.optimise(false);
        remove("a-3", 11, true);
        store.redact(store.incarnation(), new long[] {5}, GONE);
        for (LogPrefix each : List.of(first, second, store.prefix())) {
            assertThat(Reading.history(each, "a-2")).isEmpty();
            assertThat(Reading.history(each, "a-3")).hasSize(10);
            assertThat(Reading.search(each, Criteria.ALL)).isEqualTo(Reading.search(store.prefix(), Criteria.ALL));
            assertThat(each.event(5).data()).isEqualTo(GONE);
            assertThat(each.revision()).isEqualTo(store.prefix().revision());
            assertThat(each.incarnation()).isEqualTo(store.incarnation());
        }
    }

    @Test
    void a_walk_by_time_continues_after_an_event_that_is_gone() {
        fill(store, 0, 200);
        for (Order order : Order.values()) {
            List<Long> all = Reading.list(store.prefix().search(Criteria.ALL, Sort.TIMESTAMP, order, 0));
            long last = all.get(all.size() / 2);
            long lastNanos = store.prefix().timestampNanos(last);
            String gone = store.prefix().event(last).aggregateId();
            remove(gone, Long.MAX_VALUE, false);
            store.optimise(false);
            List<Long> left = Reading.list(store.prefix().search(Criteria.ALL, Sort.TIMESTAMP, order, 0));
            assertThat(Reading.list(store.prefix().search(Criteria.ALL, Sort.TIMESTAMP, order, last, lastNanos)))
                    .isNotEmpty()
                    .isEqualTo(all.subList(all.indexOf(last), all.size()).stream()
                            .filter(left::contains)
                            .toList());
        }
    }

    @Test
    void aggregates_are_listed_in_the_order_in_which_they_began() {
        fill(store, 0, 400);
        List<String> ids = new ArrayList<>();
        remove("a-0", 15, false);
        remove("a-7", 19, false);
        remove("a-9", Long.MAX_VALUE, false);
        long after = 0;
        do {
            var page = store.prefix().aggregates(null, null, after, 3);
            page.aggregates().forEach(each -> ids.add(each.aggregateId()));
            after = page.next();
            remove("a-12", 3 + 2L * ids.size() / 3, false);
            store.optimise(false);
        } while (after != 0);
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 20)
                        .filter(i -> i != 9)
                        .mapToObj(i -> "a-" + i)
                        .toList());
        assertThat(store.prefix().aggregateCount()).isEqualTo(19);
        assertThat(store.prefixAt(20).aggregateCount()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 20, 200})
    void aggregates_keep_their_order_and_number_when_only_events_behind_the_copied_ones_are_left(int positions) {
        EmbeddedEventStore copied = CopyingSteps.of(LIMIT_BYTES, clock, positions);
        fill(copied, 0, 60);
        copied.truncate(Truncation.before("a-5", Long.MAX_VALUE));
        int[] rounds = {0};
        copied.optimise(false, (done, total) -> {
            if (rounds[0] < 10) {
                int round = rounds[0]++;
                fill(copied, 60 + 20 * round, 20);
                for (int i = round; i < 20; i += 4) {
                    copied.truncate(Truncation.before("a-" + i, 4L + round));
                }
            }
        });
        assertThat(rounds[0]).isPositive();
        List<String> ids = copied.prefix().aggregates(null, null, 0, 30).aggregates().stream()
                .map(AggregateSummary::aggregateId)
                .toList();
        List<String> began =
                new ArrayList<>(IntStream.range(0, 20).mapToObj(i -> "a-" + i).toList());
        began.remove("a-5");
        began.add("a-5");
        assertThat(ids).isEqualTo(began);
        assertThat(copied.prefix().aggregateCount()).isEqualTo(20);
        assertThat(copied.garbageBytes()).isNotNegative();
    }

    @Test
    void forks_keep_what_they_share_and_are_still_known_as_forks() {
        fill(store, 0, 400);
        EmbeddedEventStore fork = new EmbeddedEventStore("fork", LIMIT_BYTES, clock, store.image(400));
        Map<String, Object> before = View.of(fork.prefix());
        remove("a-1", Long.MAX_VALUE, false);
        store.optimise(false);
        EmbeddedEventStore later = new EmbeddedEventStore("later", LIMIT_BYTES, clock, store.image(100));
        assertThat(View.of(fork.prefix())).isEqualTo(before);
        assertThat(fork.prefix().lineage().sharedWith(store.prefix().lineage())).isEqualTo(400);
        assertThat(later.prefix().lineage().sharedWith(store.prefix().lineage()))
                .isEqualTo(100);
        assertThat(store.prefix().lineage().sharedWith(fork.prefix().lineage())).isZero();
        assertThat(View.of(later.prefix())).isEqualTo(View.of(store.prefixAt(100)));
        assertCountIsRight(later);
        fill(later, 1_000, 50);
        assertCountIsRight(later);
    }

    @Test
    void without_room_for_what_is_left_nothing_changes_and_the_answer_says_so() {
        EmbeddedEventStore full = new EmbeddedEventStore("full", 1 << 20, clock);
        int filled = 0;
        while (full.memory().usedBytes() < (1 << 20) * 7 / 8) {
            fill(full, filled, 100);
            filled += 100;
        }
        full.truncate(Truncation.before("a-1", Long.MAX_VALUE));
        List<String> before = Reading.json(full.prefix());
        Optimisation done = full.optimise(false);
        assertThat(done.removedBytes()).isZero();
        assertThat(done.garbageBytes()).isPositive().isEqualTo(full.garbageBytes());
        assertThat(Reading.json(full.prefix())).isEqualTo(before);
    }

    @Test
    void an_append_that_needs_the_memory_of_the_copy_gets_it() {
        EmbeddedEventStore small = CopyingSteps.of(1 << 20, clock, 10);
        fill(small, 0, 1_000);
        IntStream.range(0, 5).forEach(i -> small.truncate(Truncation.before("a-" + i, Long.MAX_VALUE)));
        int[] appended = {1_000};
        Optimisation done = small.optimise(false, (at, total) -> {
            if (at >= 500 && small.memory().usedBytes() < 1 << 20) {
                fill(small, appended[0], 300);
                appended[0] += 300;
            }
        });
        assertThat(appended[0]).isGreaterThan(1_000);
        assertThat(done.removedBytes()).isZero();
        assertThat(small.prefix().position()).isEqualTo(appended[0]);
        assertThat(small.memory().usedBytes()).isEqualTo(done.usedBytes());
    }

    @Test
    void a_copy_that_is_stopped_leaves_everything_as_it_was() {
        fill(store, 0, 1_000);
        remove("a-1", Long.MAX_VALUE, false);
        List<String> before = Reading.json(store.prefix());
        long used = store.memory().usedBytes();
        assertThatThrownBy(() -> store.optimise(false, (done, total) -> {
                    if (done > 500) {
                        throw new CancellationException("Enough.");
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(store.memory().usedBytes()).isEqualTo(used);
        assertThat(Reading.json(store.prefix())).isEqualTo(before);
        assertThat(store.optimise(false).removedBytes()).isPositive();
    }

    @Test
    void a_history_that_is_replaced_meanwhile_stays_replaced() {
        fill(store, 0, 1_000);
        remove("a-1", Long.MAX_VALUE, false);
        store.optimise(false, (done, total) -> {
            if (done == 500) {
                store.reset();
                fill(store, 0, 10);
            }
        });
        assertThat(store.prefix().position()).isEqualTo(10);
        assertThat(store.prefix().version("a-1")).isEqualTo(1);
    }

    @Test
    void positions_of_which_everything_is_gone_take_next_to_nothing() {
        EmbeddedEventStore all = new EmbeddedEventStore("all", LIMIT_BYTES, clock);
        int rounds = 10;
        int each = 20_000;
        for (int i = 0; i < rounds; i++) {
            fill(all, i * each, each);
            for (int aggregate = 0; aggregate < 20; aggregate++) {
                all.truncate(new Truncation("a-" + aggregate, Long.MAX_VALUE, new ExpectedVersion.Any(), true));
            }
            if (i % 4 == 3) {
                all.optimise(false);
            }
        }
        all.optimise(false);
        assertThat(all.prefix().eventCount()).isZero();
        assertThat(all.memory().usedBytes()).isLessThan((long) rounds * each);
        assertCountIsRight(all);
    }
}
