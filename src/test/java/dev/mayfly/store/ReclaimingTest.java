package dev.mayfly.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mayfly.eventstore.ClockSetting;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.store.retention.RetentionRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stores that keep a part of what is appended never fill up, and what they give back is counted. */
class ReclaimingTest {
    private static final long LIMIT_BYTES = 8 << 20;

    private final TestCatalogue test = new TestCatalogue(new CatalogueLimits(10, 64 << 20, null, 5, false));
    private final Catalogue catalogue = test.catalogue;
    private final List<Optimisation> done = new ArrayList<>();
    private final Reclaiming reclaiming = new Reclaiming(catalogue, (store, result, nanos) -> done.add(result));

    private Store made(String name) {
        catalogue.create(name, new StoreSettings(null, LIMIT_BYTES, ClockSetting.SYSTEM));
        return catalogue.store(name).orElseThrow();
    }

    private static void rules(Store store, String rules) {
        byte[] text = ("{\"rules\":[" + rules + "]}").getBytes(StandardCharsets.UTF_8);
        store.retention().put(RetentionRules.read(text, text.length));
    }

    private static void append(Store store, int first, int count, int aggregates) {
        List<TestEvent> events = IntStream.range(first, first + count)
                .mapToObj(i -> TestEvent.event("Metric-" + i % aggregates, "Measured")
                        .user("user-" + i)
                        .data("{\"value\":" + i + ",\"text\":\"" + "x".repeat(100) + "\"}"))
                .toList();
        AppendResult result = store.append(Append.of(TestEvent.batch(events)))
                .toCompletableFuture()
                .join();
        assertThat(result).isInstanceOf(AppendResult.Appended.class);
    }

    /** What the store takes just after it has given memory back changes by no more than what fills chunks of columns. */
    private static void assertFlat(List<Long> levels) {
        List<Long> steady = levels.subList(levels.size() / 4, levels.size());
        long first = steady.get(0);
        assertThat(levels).hasSizeGreaterThan(8);
        assertThat(steady).allSatisfy(level -> assertThat(level).isCloseTo(first, within(first / 6)));
    }

    @Test
    void a_store_that_keeps_the_last_events_of_each_aggregate_takes_the_same_after_many_times_its_limit() {
        Store store = made("counted");
        rules(store, "{\"aggregateType\":\"Metric\",\"maxCount\":100}");
        List<Long> levels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            append(store, i * 1_000, 1_000, 50);
            applyRules(store, levels);
        }
        assertFlat(levels);
        assertThat(store.prefix().eventCount()).isEqualTo(5_000);
        assertThat(store.prefix().position()).isEqualTo(200_000);
        assertThat(done).allSatisfy(each -> assertThat(each.removedBytes()).isPositive());
    }

    @Test
    void a_store_that_forgets_what_is_idle_takes_the_same_after_many_times_its_limit() {
        Store store = made("idle");
        FakeClock clock = test.process;
        rules(store, "{\"aggregateType\":\"Metric\",\"idleFor\":\"PT2M\"}");
        List<Long> levels = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            append(store, i * 500, 500, Integer.MAX_VALUE);
            clock.advance(Duration.ofSeconds(12));
            applyRules(store, levels);
        }
        assertFlat(levels);
        assertThat(store.prefix().aggregateCount()).isBetween(4_500L, 5_500L);
    }

    @Test
    void nothing_is_copied_before_a_quarter_is_to_be_freed() {
        Store store = made("store");
        append(store, 0, 10_000, 10);
        store.truncate(Truncation.before("Metric-0", Long.MAX_VALUE));
        store.truncate(Truncation.before("Metric-1", Long.MAX_VALUE));
        assertThat(reclaiming.isDue()).isFalse();
        reclaiming.run();
        assertThat(done).isEmpty();
        for (int i = 2; i < 5; i++) {
            store.truncate(Truncation.before("Metric-" + i, Long.MAX_VALUE));
        }
        assertThat(reclaiming.isDue()).isTrue();
        reclaiming.run();
        assertThat(done).hasSize(1);
        assertThat(reclaiming.isDue()).isFalse();
    }

    @Test
    void what_forks_and_snapshots_share_is_not_worth_a_copy() {
        Store store = made("store");
        append(store, 0, 10_000, 10);
        store.keep("before", () -> store.image(10_000));
        for (int i = 0; i < 8; i++) {
            store.truncate(Truncation.before("Metric-" + i, Long.MAX_VALUE));
        }
        assertThat(reclaiming.isDue()).isFalse();
        store.removeSnapshot("before");
        assertThat(reclaiming.isDue()).isTrue();
    }

    @Test
    void what_was_copied_counts_until_nobody_reads_it_any_more() {
        Store store = made("store");
        append(store, 0, 10_000, 10);
        LogPrefix[] read = {store.prefix()};
        for (int i = 0; i < 5; i++) {
            store.truncate(Truncation.before("Metric-" + i, Long.MAX_VALUE));
        }
        long used = store.memory().usedBytes();
        reclaiming.run();
        assertThat(store.memory().usedBytes()).isLessThan(used * 2 / 3);
        assertThat(catalogue.memory().retiredBytes()).isCloseTo(used, within(used / 20));
        assertThat(read[0].position()).isEqualTo(10_000);
        read[0] = null;
        for (int i = 0; i < 100 && catalogue.memory().retiredBytes() > 0; i++) {
            System.gc();
        }
        assertThat(catalogue.memory().retiredBytes()).isZero();
        assertThat(catalogue.memory().usedBytes())
                .isEqualTo(store.memory().usedBytes()
                        + catalogue.defaultStore().memory().usedBytes()
                        + 2 * MemoryBudget.STORE_BYTES);
    }

    @Test
    void a_copy_may_exceed_the_limit_of_its_store_but_not_that_of_all() {
        Store store = made("store");
        int appended = 0;
        while (store.memory().usedBytes() < LIMIT_BYTES * 9 / 10) {
            append(store, appended, 1_000, 10);
            appended += 1_000;
        }
        for (int i = 0; i < 3; i++) {
            store.truncate(Truncation.before("Metric-" + i, Long.MAX_VALUE));
        }
        reclaiming.run();
        assertThat(done).hasSize(1);
        assertThat(done.get(0).removedBytes()).isGreaterThan(LIMIT_BYTES / 8);
    }

    /** Applies the rules of a store, and adds its size if it was optimised then. */
    private void applyRules(Store store, List<Long> levels) {
        QueuedTurns turns = new QueuedTurns();
        store.retention().apply(List.of(), turns);
        turns.giveAll();
        int before = done.size();
        reclaiming.run();
        if (done.size() > before) {
            levels.add(store.memory().usedBytes());
        }
    }
}
