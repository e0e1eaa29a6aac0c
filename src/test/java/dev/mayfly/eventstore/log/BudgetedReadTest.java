package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reads of a log and append conditions pay for in steps, and how they end. */
class BudgetedReadTest {
    private static final int EVENTS = 5_000;
    private static final int TAGS = 20;
    private static final long ENOUGH = 1_000_000_000;

    private final EmbeddedEventStore store = new EmbeddedEventStore("default", 512L << 20, new FakeClock());

    /** Half of the events have twenty tags in common, all others have one more often. */
    @BeforeEach
    void fill() {
        String[] common = IntStream.range(0, TAGS).mapToObj(i -> "t" + i).toArray(String[]::new);
        for (int from = 0; from < EVENTS; from += 1_000) {
            int first = from;
            TestEvent[] events = IntStream.range(0, 1_000)
                    .mapToObj(i -> event("a-" + i, "T")
                            .data("{\"n\":\"" + "x".repeat(300) + (first + i) + "\"}")
                            .tags(first + i < EVENTS / 2 ? common : new String[] {"other"}))
                    .toArray(TestEvent[]::new);
            assertThat(Reading.append(store, TestEvent.append(events))).isInstanceOf(Appended.class);
        }
        Reading.append(store, TestEvent.append(event("b-1", "T").tags("other")));
    }

    /** Items of which each has to be compared with each event that has the common tags, and none matches. */
    private static EventQuery costly(int items) {
        return new EventQuery(IntStream.range(0, items)
                .mapToObj(i -> new EventQuery.Item(
                        Set.of(),
                        new HashSet<>(List.of("t0", "t" + (1 + i % (TAGS - 1)), "t" + (1 + i / (TAGS - 1)), "other"))))
                .toList());
    }

    private static int read(Positions positions) {
        int count = 0;
        while (positions.next() != 0) {
            count++;
        }
        return count;
    }

    private long steps(Consumer<LogPrefix> reading) {
        Work work = new Work(ENOUGH, () -> false);
        reading.accept(store.prefix().within(work));
        return work.steps();
    }

    private static Positions search(LogPrefix log, Criteria.Builder criteria) {
        return log.search(criteria.build(), Sort.POSITION, Order.ASCENDING, 0);
    }

    @Test
    void each_event_that_is_looked_at_is_a_step() {
        assertThat(steps(log -> read(search(log, Criteria.builder())))).isBetween(EVENTS + 1L, EVENTS + 2L);
        assertThat(steps(log -> read(log.scan(Criteria.ALL, Sort.TIMESTAMP)))).isBetween(EVENTS + 1L, 2L * EVENTS);
        assertThat(steps(log -> read(search(log, Criteria.builder().aggregateIds(List.of("a-1"))))))
                .isBetween(5L, 6L);
        assertThat(steps(log -> read(log.history("a-1", 1, 5, Order.ASCENDING))))
                .isBetween(5L, 6L);
        assertThat(steps(log -> log.aggregates("None", null, 0, 10))).isZero();
        assertThat(steps(log -> log.aggregates(null, "b-", 0, 10))).isEqualTo(1_001);
    }

    @Test
    void each_comparison_with_an_item_is_a_step_too() {
        long few = steps(log -> assertThat(log.lastMatch(costly(10), 0)).isZero());
        long many = steps(log -> assertThat(log.lastMatch(costly(100), 0)).isZero());
        assertThat(few).isBetween(10L * EVENTS / 2, 60L * EVENTS);
        assertThat(many).isBetween(6 * few, 11 * few);
    }

    @Test
    void data_that_is_looked_into_is_paid_for_by_its_length() {
        long byColumn = steps(log -> read(search(log, Criteria.builder().eventTypes("T"))));
        long byText = steps(log -> read(search(log, Criteria.builder().text("zz"))));
        assertThat(byText).isGreaterThan(2 * byColumn);
    }

    @Test
    void a_search_that_takes_more_steps_than_it_may_ends_as_too_large() {
        LogPrefix log = store.prefix().within(new Work(100_000, () -> false));
        assertThatThrownBy(() -> log.lastMatch(costly(300), 0))
                .isInstanceOfSatisfying(InvalidInputException.class, mistake -> {
                    assertThat(mistake.kind()).isEqualTo(InvalidInputException.Kind.TOO_LARGE);
                    assertThat(mistake.limit()).isEqualTo(100_000);
                })
                .hasMessageContaining("mayfly.limits.work");
        LogPrefix earlier = store.prefix().within(new Work(10, () -> false)).upTo(100);
        assertThatThrownBy(() -> read(search(earlier, Criteria.builder()))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_condition_that_takes_more_steps_than_it_may_stores_nothing_and_leaves_the_store_to_others() {
        Append append = new Append(batch(event("new-1", "New")), List.of(), new AppendCondition(costly(300), 0));
        long head = store.prefix().position();
        assertThatThrownBy(() -> store.append(append.within(new Work(100_000, () -> false))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mayfly.limits.work");
        assertThat(store.prefix().position()).isEqualTo(head);
        assertThat(Reading.append(store, TestEvent.append(event("new-1", "New"))))
                .isInstanceOf(Appended.class);
        assertThat(Reading.append(store, append.within(new Work(ENOUGH, () -> false))))
                .isInstanceOf(Appended.class);
    }

    @Test
    void a_search_ends_when_nobody_waits_for_it_any_longer() {
        AtomicInteger looks = new AtomicInteger();
        Work work = new Work(Long.MAX_VALUE, () -> looks.incrementAndGet() > 3);
        LogPrefix log = store.prefix().within(work);
        assertThatThrownBy(() -> log.lastMatch(costly(300), 0)).isInstanceOf(Work.AbandonedException.class);
        assertThat(work.steps()).isLessThan(100_000);
    }

    @Test
    void a_search_with_many_items_to_compare_is_not_for_an_event_loop() {
        Criteria.Builder few = Criteria.builder().query(costly(3));
        Criteria.Builder many = Criteria.builder().query(costly(300));
        assertThat(search(store.prefix(), few).candidates(1)).isBetween(EVENTS / 2L, 2L * EVENTS);
        assertThat(search(store.prefix(), many).candidates(1)).isGreaterThan(5L * EVENTS);
    }

    @Test
    void aggregates_of_a_fork_of_the_past_are_counted_once_and_then_only_those_that_begin() {
        store.truncate(Truncation.before("a-1", 4));
        EmbeddedEventStore fork = new EmbeddedEventStore(
                "fork", 512L << 20, new FakeClock(), store.image(store.prefix().position() - 1));
        store.truncate(Truncation.before("a-2", 6));
        LogPrefix before = fork.prefix();
        assertThat(counted(before, 1_000)).isBetween(1_000L, 1_001L);
        assertThat(counted(before, 1_000)).isZero();
        Reading.append(fork, TestEvent.append(event("new-1", "T"), event("a-5", "T"), event("new-2", "T")));
        assertThat(counted(fork.prefix(), 1_002)).isEqualTo(2);
        assertThat(counted(before, 1_000)).isPositive();
        fork.truncate(Truncation.before("a-3", 6));
        assertThat(counted(fork.prefix(), 1_001)).isGreaterThan(1_000);
        Reading.append(fork, TestEvent.append(event("a-3", "T")));
        assertThat(counted(fork.prefix(), 1_002)).isEqualTo(1);
    }

    private static long counted(LogPrefix log, long expected) {
        Work work = new Work(ENOUGH, () -> false);
        assertThat(log.within(work).aggregateCount()).isEqualTo(expected);
        return work.steps();
    }
}
