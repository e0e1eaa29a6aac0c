package dev.mayfly.eventstore.column;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The index of text: when it is there, what it costs, and that nobody sees the difference. */
class TextIndexTest {
    private static final int BATCH = 1_000;
    private static final Criteria NEEDLE = Criteria.builder().text("needle").build();

    private static final String PADDING = "padding ".repeat(25);

    private static EmbeddedEventStore store(long limitBytes) {
        return new EmbeddedEventStore("text", limitBytes, new FakeClock());
    }

    /** Appends a thousand events, the one at a position divisible by 500 with the word. */
    private static AppendResult append(EmbeddedEventStore store) {
        long head = store.prefix().position();
        return Reading.append(
                store,
                TestEvent.append(LongStream.rangeClosed(head + 1, head + BATCH)
                        .mapToObj(p -> event("a-" + p % 10, "Said")
                                .data("{\"n\":" + p + ",\"word\":\"" + (p % 500 == 0 ? "Needle" : "hay") + PADDING
                                        + "\"}"))
                        .toArray(TestEvent[]::new)));
    }

    private static EmbeddedEventStore filled(int batches) {
        EmbeddedEventStore store = store(256L << 20);
        IntStream.range(0, batches).forEach(i -> append(store));
        return store;
    }

    private static List<Long> every500thUpTo(long head) {
        return LongStream.rangeClosed(1, head / 500).mapToObj(i -> 500 * i).toList();
    }

    private static List<Long> found(EmbeddedEventStore store) {
        return Reading.search(store.prefix(), NEEDLE);
    }

    @Test
    void it_is_built_by_the_first_search_that_is_read_and_counted() {
        EmbeddedEventStore store = filled(10);
        long before = store.memory().usedBytes();
        Positions search = store.prefix().search(NEEDLE, Sort.POSITION, Order.ASCENDING, 0);
        assertThat(store.memory().usedBytes()).isEqualTo(before);
        assertThat(search.candidates(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(search.next()).isEqualTo(500);
        assertThat(store.memory().usedBytes()).isGreaterThan(before + 100_000);
    }

    @Test
    void appends_do_not_touch_it_and_the_next_search_brings_it_up() {
        EmbeddedEventStore store = filled(10);
        assertThat(found(store)).isEqualTo(every500thUpTo(10_000));
        for (int head = 11_000; head <= 20_000; head += BATCH) {
            append(store);
            assertThat(found(store)).isEqualTo(every500thUpTo(head));
        }
    }

    @Test
    void a_short_text_and_few_candidates_need_none() {
        EmbeddedEventStore store = filled(10);
        long before = store.memory().usedBytes();
        assertThat(Reading.search(store.prefix(), Criteria.builder().text("ne").build()))
                .isEqualTo(every500thUpTo(10_000));
        assertThat(Reading.search(
                        store.prefix(),
                        Criteria.builder().text("needle").after(9_600).build()))
                .containsExactly(10_000L);
        assertThat(store.memory().usedBytes()).isEqualTo(before);
    }

    @Test
    void every_order_and_every_place_to_go_on_from_gives_the_same() {
        EmbeddedEventStore store = filled(10);
        List<Long> all = every500thUpTo(10_000);
        for (int i = 0; i < all.size(); i++) {
            for (Sort sort : Sort.values()) {
                assertThat(Reading.list(store.prefix().search(NEEDLE, sort, Order.ASCENDING, all.get(i))))
                        .isEqualTo(all.subList(i + 1, all.size()));
                List<Long> before = new ArrayList<>(all.subList(0, i));
                Collections.reverse(before);
                assertThat(Reading.list(store.prefix().search(NEEDLE, sort, Order.DESCENDING, all.get(i))))
                        .isEqualTo(before);
            }
        }
        for (int bound = 4_960; bound <= 5_040; bound++) {
            assertThat(Reading.search(store.prefixAt(bound), NEEDLE)).isEqualTo(every500thUpTo(bound));
        }
    }

    @Test
    void a_fork_shares_what_there_is_and_goes_on_behind_it() {
        EmbeddedEventStore store = filled(10);
        assertThat(found(store)).isEqualTo(every500thUpTo(10_000));
        List<EmbeddedEventStore> branches = new ArrayList<>(List.of(store));
        for (int position : new int[] {10_000, 7_777, 64, 0}) {
            EmbeddedEventStore fork =
                    new EmbeddedEventStore("fork", 256L << 20, new FakeClock(), store.image(position));
            long before = fork.memory().usedBytes();
            assertThat(found(fork)).isEqualTo(every500thUpTo(position));
            assertThat(fork.memory().usedBytes()).isEqualTo(before);
            assertThat(before > store.memory().usedBytes() / 2).isEqualTo(position > 5_000);
            branches.add(fork);
        }
        for (int round = 0; round < 12; round++) {
            for (EmbeddedEventStore branch : branches) {
                append(branch);
                assertThat(found(branch)).isEqualTo(withTheWord(branch));
            }
        }
        for (EmbeddedEventStore branch : branches) {
            EmbeddedEventStore fork = new EmbeddedEventStore(
                    "fork",
                    256L << 20,
                    new FakeClock(),
                    branch.image(branch.prefix().position()));
            assertThat(found(fork)).isEqualTo(found(branch)).hasSizeGreaterThan(20);
            branch.optimise(true);
            assertThat(found(fork)).isEqualTo(found(branch));
        }
    }

    /** Returns what the events themselves say. */
    private static List<Long> withTheWord(EmbeddedEventStore store) {
        return LongStream.rangeClosed(1, store.prefix().position())
                .filter(p -> store.prefix().event(p).data().toString().contains("Needle"))
                .boxed()
                .toList();
    }

    @Test
    void it_is_given_up_when_an_append_needs_its_room_and_nothing_is_missed() {
        EmbeddedEventStore roomy = filled(60);
        long events = roomy.memory().usedBytes();
        EmbeddedEventStore store = store(events);
        AppendResult result = append(store);
        boolean searchedWithIndex = false;
        while (result instanceof AppendResult.Appended) {
            long before = store.memory().usedBytes();
            assertThat(found(store)).isEqualTo(every500thUpTo(store.prefix().position()));
            long after = store.memory().usedBytes();
            searchedWithIndex |= after > before;
            assertThat(after).isLessThanOrEqualTo(Math.max(before, events));
            result = append(store);
        }
        assertThat(searchedWithIndex).isTrue();
        assertThat(result).isInstanceOf(AppendResult.StoreFull.class);
        assertThat(store.prefix().position()).isGreaterThanOrEqualTo(50_000);
        assertThat(found(store)).isEqualTo(every500thUpTo(store.prefix().position()));
    }

    @Test
    void searches_while_others_build_it_and_appends_go_on_miss_nothing() throws Exception {
        EmbeddedEventStore store = filled(10);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> reading = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                reading.add(readers.submit(() -> {
                    for (long head = 0; head < 30_000; ) {
                        LogPrefix prefix = store.prefix();
                        head = prefix.position();
                        assertThat(Reading.search(prefix, NEEDLE)).isEqualTo(every500thUpTo(head));
                    }
                }));
            }
            for (int i = 0; i < 20; i++) {
                append(store);
            }
            for (Future<?> each : reading) {
                each.get();
            }
        } finally {
            readers.shutdownNow();
        }
    }
}
