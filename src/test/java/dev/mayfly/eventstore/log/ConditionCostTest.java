package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.ConditionFailed;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an append condition costs, whatever its author chooses, and that nothing is missed for it. */
class ConditionCostTest {
    private static final long LIMIT_BYTES = 512L << 20;
    private static final int CANDIDATES = 20_000;

    private final FakeClock clock = new FakeClock();

    private static EventQuery query(List<EventQuery.Item> items) {
        return new EventQuery(items);
    }

    private static Append unless(EventQuery query, long after) {
        return new Append(batch(event("new-1", "New")), List.of(), new AppendCondition(query, after));
    }

    /** Returns a store in which every event has a type, a common tag and a tag of its own. */
    private EmbeddedEventStore filled() {
        EmbeddedEventStore store = new EmbeddedEventStore("default", LIMIT_BYTES, clock);
        for (int from = 0; from < CANDIDATES; from += 1_000) {
            int first = from;
            TestEvent[] events = IntStream.range(0, 1_000)
                    .mapToObj(i -> event("a-" + i, "Type" + (first + i) % 2).tags("common", "own-" + (first + i)))
                    .toArray(TestEvent[]::new);
            assertThat(Reading.append(store, TestEvent.append(events))).isInstanceOf(Appended.class);
        }
        return store;
    }

    @Test
    @Tag("slow")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void many_items_over_many_candidates_cost_about_one_pass() {
        EmbeddedEventStore store = filled();
        int items = 10_000;
        List<List<EventQuery.Item>> attacks = List.of(
                // Each has a type that no event with the tag has.
                IntStream.range(0, items)
                        .mapToObj(i -> new EventQuery.Item(Set.of("Type" + (i + 1) % 2), Set.of("own-" + i)))
                        .toList(),
                // All are the same.
                IntStream.range(0, items)
                        .mapToObj(i -> new EventQuery.Item(Set.of("New"), Set.of("common")))
                        .toList(),
                // No event has both tags.
                IntStream.range(0, items)
                        .mapToObj(i -> new EventQuery.Item(Set.of(), Set.of("own-" + i, "own-" + (i + 1))))
                        .toList());
        for (List<EventQuery.Item> attack : attacks) {
            for (int time = 0; time < 20; time++) {
                assertThat(store.prefix().lastMatch(query(attack), 0)).isZero();
            }
        }
    }

    @Test
    void an_event_loop_is_not_held_up_by_many_items_or_candidates() {
        EmbeddedEventStore store = filled();
        EventQuery manyItems = query(IntStream.range(0, 1_000)
                .mapToObj(i -> new EventQuery.Item(Set.of(), Set.of("none-" + i)))
                .toList());
        EventQuery manyCandidates = query(List.of(new EventQuery.Item(Set.of("Type0", "New"), Set.of("common"))));
        assertThat(store.appendUnlessBusy(unless(manyItems, 0))).isEmpty();
        assertThat(store.appendUnlessBusy(unless(manyCandidates, 0))).isEmpty();
        assertThat(store.prefix().position()).isEqualTo(CANDIDATES);
        // Only what came since counts as a candidate.
        assertThat(store.appendUnlessBusy(unless(manyCandidates, CANDIDATES))).isPresent();
        assertThat(Reading.append(store, unless(manyItems, 0))).isInstanceOf(Appended.class);
    }

    @Test
    @Tag("threads")
    void a_condition_is_failed_by_an_append_that_was_under_way_when_it_was_checked() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean hold = new AtomicBoolean();
        EventStore store =
                new EmbeddedEventStore("default", () -> LIMIT_BYTES, clock, EventLog.empty(LIMIT_BYTES), () -> {
                    if (hold.getAndSet(false)) {
                        writing.countDown();
                        try {
                            assertThat(mayEnd.await(30, TimeUnit.SECONDS)).isTrue();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
        Reading.append(store, TestEvent.append(event("a-1", "Other")));
        hold.set(true);
        CompletableFuture<AppendResult> first = CompletableFuture.supplyAsync(() ->
                Reading.append(store, TestEvent.append(event("a-1", "Wanted").tags("t"))));
        assertThat(writing.await(30, TimeUnit.SECONDS)).isTrue();
        EventQuery query = query(List.of(new EventQuery.Item(Set.of("Wanted"), Set.of("t"))));
        CompletableFuture<AppendResult> result = new CompletableFuture<>();
        Thread second = new Thread(() -> result.complete(Reading.append(store, unless(query, 0))));
        second.start();
        // It waits for the lock only after its check.
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        mayEnd.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isInstanceOf(Appended.class);
        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(new ConditionFailed(2));
    }

    @Test
    void queries_of_any_shape_find_what_a_naive_store_finds() {
        Seeds.each(random -> {
            EmbeddedEventStore store = new EmbeddedEventStore("default", LIMIT_BYTES, clock);
            NaiveEventStore naive = new NaiveEventStore(
                    clock,
                    Long.MAX_VALUE,
                    position -> store.prefix().event(position).eventId());
            for (int i = 0; i < 200; i++) {
                TestEvent event = event("a-" + random.nextInt(9), "T" + random.nextInt(4))
                        .tags(names(random, "t", 6, 4).toArray(String[]::new));
                Append append = random.nextInt(3) == 0
                        ? new Append(batch(event), List.of(), new AppendCondition(query(random), random.nextInt(i + 1)))
                        : TestEvent.append(event);
                assertThat(Reading.append(store, append)).isEqualTo(Reading.append(naive, append));
            }
            for (int i = 0; i < 200; i++) {
                EventQuery query = query(random);
                long after = random.nextInt(4) == 0 ? 0 : random.nextInt(200);
                Order order = random.nextBoolean() ? Order.ASCENDING : Order.DESCENDING;
                Criteria criteria = Criteria.builder().query(query).after(after).build();
                assertThat(positions(store.prefix().search(criteria, Sort.POSITION, order, 0)))
                        .as("%s after %s", query, after)
                        .isEqualTo(positions(naive.prefix().search(criteria, Sort.POSITION, order, 0)));
                assertThat(store.prefix().lastMatch(query, after))
                        .isEqualTo(naive.prefix().lastMatch(query, after));
            }
        });
    }

    private static EventQuery query(Random random) {
        List<EventQuery.Item> items = new ArrayList<>();
        int count = random.nextInt(8);
        while (items.size() < count) {
            Set<String> types = names(random, "T", 5, 3);
            Set<String> tags = names(random, "t", 7, 3);
            if (!types.isEmpty() || !tags.isEmpty()) {
                items.add(new EventQuery.Item(types, tags));
            }
        }
        return query(items);
    }

    private static Set<String> names(Random random, String prefix, int of, int atMost) {
        Set<String> names = new HashSet<>();
        int count = random.nextInt(atMost + 1);
        for (int i = 0; i < count; i++) {
            names.add(prefix + random.nextInt(of));
        }
        return names;
    }

    private static List<Long> positions(Positions positions) {
        List<Long> all = new ArrayList<>();
        for (long position = positions.next(); position != 0; position = positions.next()) {
            all.add(position);
        }
        return all;
    }
}
