package dev.mayfly.store;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.store.retention.LiveAggregates;
import dev.mayfly.store.retention.Retention;
import dev.mayfly.store.retention.RetentionRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules that are applied in turn with other work. */
class RetentionTest {
    private static final int MANY = 10_000;
    private static final String EQUAL = "{\"aggregateType\":\"Metric\",\"maxAge\":\"PT1H\",\"maxCount\":3}";

    private final TestCatalogue test = TestCatalogue.of();
    private final FakeClock clock = test.process;
    private final Store store = test.catalogue.defaultStore();
    private final QueuedTurns turns = new QueuedTurns();
    private final Set<String> inUse = new HashSet<>();
    private final List<LiveAggregates> live = List.of(new LiveAggregates() {
        @Override
        public boolean isLive(UsedStore used, String aggregateId) {
            return inUse.contains(aggregateId);
        }

        @Override
        public CompletionStage<Void> end(UsedStore used, String aggregateId) {
            return CompletableFuture.completedStage(null);
        }
    });

    private void rules(String... rules) {
        byte[] text = ("{\"rules\":[" + String.join(",", rules) + "]}").getBytes(StandardCharsets.UTF_8);
        store.retention().put(RetentionRules.read(text, text.length));
    }

    private void append(int first, int count, int aggregates) {
        List<TestEvent> events = IntStream.range(first, first + count)
                .mapToObj(i -> event("Metric-" + i % aggregates, "Measured"))
                .toList();
        assertThat(Reading.append(store, Append.of(TestEvent.batch(events)))).isInstanceOf(AppendResult.Appended.class);
    }

    private CompletableFuture<Void> applied(QueuedTurns by) {
        return store.retention().apply(live, by).toCompletableFuture();
    }

    /** Applies the rules, and returns how many turns that took. */
    private int apply() {
        CompletableFuture<Void> done = applied(turns);
        int given = turns.giveAll();
        assertThat(done).isCompleted();
        return given;
    }

    private List<Long> versions(String aggregateId) {
        return Reading.history(store.prefix(), aggregateId).stream()
                .map(position -> store.prefix().event(position).version())
                .toList();
    }

    @Test
    void a_hundred_rules_for_a_type_take_as_many_turns_as_one() {
        append(0, 2 * MANY, MANY);
        clock.advance(Duration.ofHours(2));
        rules(EQUAL);
        int one = apply();
        append(2 * MANY, 2 * MANY, MANY);
        clock.advance(Duration.ofHours(2));
        rules(Collections.nCopies(100, EQUAL).toArray(String[]::new));
        assertThat(apply()).isBetween(one / 2, 2 * one);
        assertThat(store.prefix().eventCount()).isZero();
    }

    @Test
    void of_several_rules_for_a_type_the_strictest_limits_count() {
        rules(
                "{\"aggregateType\":\"Metric\",\"maxCount\":3}",
                "{\"aggregateType\":\"Metric\",\"maxCount\":2,\"maxAge\":\"PT3H\"}",
                "{\"aggregateType\":\"Other\",\"maxCount\":1}",
                "{\"aggregateType\":\"Metric\",\"maxAge\":\"PT2H\",\"idleFor\":\"P1D\"}",
                "{\"aggregateType\":\"Metric\",\"idleFor\":\"PT12H\",\"maxCount\":5}");
        append(0, 4, 1);
        apply();
        assertThat(versions("Metric-0")).containsExactly(3L, 4L);
        clock.advance(Duration.ofHours(2));
        append(4, 1, 1);
        clock.advance(Duration.ofNanos(1));
        apply();
        assertThat(versions("Metric-0")).containsExactly(5L);
        clock.advance(Duration.ofHours(12));
        apply();
        append(5, 1, 1);
        assertThat(versions("Metric-0")).containsExactly(1L);
    }

    @Test
    void a_turn_removes_little_and_others_can_use_the_store_between_two() {
        append(0, MANY, MANY);
        rules("{\"aggregateType\":\"Metric\",\"idleFor\":\"PT1H\"}");
        clock.advance(Duration.ofHours(1));
        CompletableFuture<Void> done = applied(turns);
        turns.giveOne();
        assertThat(store.prefix().eventCount()).isBetween(MANY - 300L, MANY - 1L);
        append(MANY - 1, 1, MANY);
        assertThat(done).isNotDone();
        assertThat(turns.giveAll()).isGreaterThan(20);
        assertThat(done).isCompleted();
        // It got an event before it was looked at.
        assertThat(versions("Metric-" + (MANY - 1))).containsExactly(1L, 2L);
        assertThat(store.prefix().eventCount()).isEqualTo(2);
    }

    @Test
    void nobody_waits_for_the_turns_of_somebody_else() {
        append(0, MANY, MANY);
        rules("{\"aggregateType\":\"Metric\",\"maxAge\":\"PT1H\"}");
        clock.advance(Duration.ofMinutes(61));
        CompletableFuture<Void> first = applied(turns);
        turns.giveOne();
        append(MANY, MANY, MANY);
        clock.advance(Duration.ofMinutes(61));
        QueuedTurns others = new QueuedTurns();
        CompletableFuture<Void> second = applied(others);
        others.giveAll();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(store.prefix().eventCount()).isZero();
        assertThat(store.retention().isBeingApplied()).isFalse();
        assertThat(turns.giveAll()).isOne();
    }

    @Test
    void many_who_wait_for_the_same_ask_for_one_turn_at_a_time() {
        append(0, MANY, MANY);
        rules("{\"aggregateType\":\"Metric\",\"maxAge\":\"PT1H\"}");
        clock.advance(Duration.ofMinutes(61));
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(applied(turns));
            assertThat(turns.waiting()).isOne();
        }
        turns.giveOne();
        assertThat(turns.waiting()).isOne();
        turns.giveAll();
        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void nothing_to_do_takes_no_turn() {
        assertThat(apply()).isZero();
        append(0, 1, 1);
        assertThat(apply()).isZero();
        rules("{\"aggregateType\":\"Metric\",\"maxAge\":\"PT1H\",\"maxCount\":5}");
        assertThat(apply()).isPositive();
        assertThat(apply()).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(apply()).isZero();
        append(1, 1, 1);
        assertThat(apply()).isPositive();
        assertThat(apply()).isZero();
        clock.advance(Duration.ofNanos(1));
        assertThat(apply()).isPositive();
        assertThat(versions("Metric-0")).containsExactly(2L);
    }

    @Test
    void what_is_in_use_stays_until_it_is_not() {
        append(0, 600, 600);
        IntStream.range(0, 500).forEach(i -> inUse.add("Metric-" + i));
        rules("{\"aggregateType\":\"Metric\",\"idleFor\":\"PT1H\"}");
        clock.advance(Duration.ofHours(3));
        apply();
        assertThat(store.prefix().eventCount()).isEqualTo(500);
        clock.advance(Duration.ofHours(-3));
        inUse.remove("Metric-7");
        apply();
        assertThat(versions("Metric-7")).containsExactly(1L);
        clock.advance(Duration.ofHours(3));
        apply();
        assertThat(versions("Metric-7")).isEmpty();
        append(600 + 8, 1, 600);
        inUse.clear();
        apply();
        assertThat(store.prefix().eventCount()).isEqualTo(2);
        assertThat(versions("Metric-8")).containsExactly(1L, 2L);
    }

    @Test
    void rules_that_are_replaced_remove_no_more_and_the_new_ones_begin_anew() {
        append(0, MANY, MANY);
        rules("{\"aggregateType\":\"Metric\",\"maxAge\":\"PT1H\"}");
        clock.advance(Duration.ofHours(2));
        CompletableFuture<Void> done = applied(turns);
        turns.giveOne();
        long left = store.prefix().eventCount();
        rules("{\"aggregateType\":\"Metric\",\"maxAge\":\"PT3H\"}");
        turns.giveAll();
        assertThat(done).isCompleted();
        apply();
        assertThat(store.prefix().eventCount()).isEqualTo(left);
        clock.advance(Duration.ofHours(2));
        apply();
        assertThat(store.prefix().eventCount()).isZero();
    }

    @Test
    void a_new_history_ends_what_is_under_way_and_is_looked_at_from_its_beginning() {
        append(0, MANY, MANY);
        rules("{\"aggregateType\":\"Metric\",\"maxCount\":1}");
        CompletableFuture<Void> done = applied(turns);
        turns.giveOne();
        store.reset();
        turns.giveAll();
        assertThat(done).isCompleted();
        append(0, 3, 1);
        apply();
        assertThat(versions("Metric-0")).containsExactly(3L);
    }

    @Test
    void a_failure_reaches_those_who_wait_and_the_rest_is_done_the_next_time() {
        append(0, 10, 10);
        rules("{\"aggregateType\":\"Metric\",\"maxAge\":\"PT1H\"}");
        clock.advance(Duration.ofHours(2));
        boolean[] failing = {true};
        LiveAggregates broken = new LiveAggregates() {
            @Override
            public boolean isLive(UsedStore used, String aggregateId) {
                if (failing[0] && aggregateId.equals("Metric-5")) {
                    throw new IllegalStateException("meant to fail");
                }
                return false;
            }

            @Override
            public CompletionStage<Void> end(UsedStore used, String aggregateId) {
                return CompletableFuture.completedStage(null);
            }
        };
        Retention retention = store.retention();
        CompletableFuture<Void> done = retention.apply(List.of(broken), turns).toCompletableFuture();
        turns.giveAll();
        assertThat(done).isCompletedExceptionally();
        assertThat(store.prefix().eventCount()).isEqualTo(5);
        failing[0] = false;
        assertThat(retention.apply(List.of(broken), turns).toCompletableFuture())
                .isNotDone();
        turns.giveAll();
        assertThat(store.prefix().eventCount()).isZero();
    }

    @Test
    void rules_leave_what_a_plain_reading_of_them_leaves() {
        Seeds.each(this::compareWithPlainReading);
    }

    private void compareWithPlainReading(Random random) {
        test.catalogue.create("compared", StoreSettings.DEFAULT);
        Store compared = test.catalogue.store("compared").orElseThrow();
        compared.reset();
        compared.retention().put(RetentionRules.NONE);
        Map<String, Plain> plain = new TreeMap<>();
        List<Limits> limits = List.of();
        for (int round = 0; round < 100; round++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    limits = IntStream.range(0, 1 + random.nextInt(4))
                            .mapToObj(i -> Limits.drawn(random))
                            .toList();
                    String all =
                            String.join(",", limits.stream().map(Limits::json).toList());
                    byte[] text = ("{\"rules\":[" + all + "]}").getBytes(StandardCharsets.UTF_8);
                    compared.retention().put(RetentionRules.read(text, text.length));
                }
                case 1 -> clock.advance(Duration.ofMinutes(random.nextInt(40)));
                default -> {
                    List<TestEvent> events = new ArrayList<>();
                    for (int i = 0; i < 1 + random.nextInt(5); i++) {
                        String id = (random.nextBoolean() ? "Metric-" : "Other-") + random.nextInt(4);
                        events.add(event(id, "T"));
                        plain.computeIfAbsent(id, unused -> new Plain()).append(clock.now());
                    }
                    Reading.append(compared, Append.of(TestEvent.batch(events)));
                }
            }
            CompletableFuture<Void> done =
                    compared.retention().apply(live, turns).toCompletableFuture();
            turns.giveAll();
            assertThat(done).isCompleted();
            List<Limits> now = limits;
            plain.forEach((id, aggregate) -> aggregate.apply(
                    now.stream().filter(each -> id.startsWith(each.type + "-")).toList(), clock.now()));
            plain.forEach((id, aggregate) -> assertThat(Reading.history(compared.prefix(), id).stream()
                            .map(position -> compared.prefix().event(position).version())
                            .toList())
                    .as(id)
                    .isEqualTo(aggregate.versions()));
        }
    }

    /** A rule: what is null is not limited. */
    private record Limits(String type, Duration idleFor, Duration maxAge, int maxCount) {
        static Limits drawn(Random random) {
            int which = 1 + random.nextInt(7);
            return new Limits(
                    random.nextBoolean() ? "Metric" : "Other",
                    // So idle ones still have events when they become it.
                    (which & 1) == 0 ? null : Duration.ofMinutes(1 + random.nextInt(30)),
                    (which & 2) == 0 ? null : Duration.ofMinutes(60 + random.nextInt(60)),
                    (which & 4) == 0 ? 0 : 1 + random.nextInt(5));
        }

        String json() {
            return "{\"aggregateType\":\"" + type + "\"" + (idleFor == null ? "" : ",\"idleFor\":\"" + idleFor + "\"")
                    + (maxAge == null ? "" : ",\"maxAge\":\"" + maxAge + "\"")
                    + (maxCount == 0 ? "" : ",\"maxCount\":" + maxCount) + "}";
        }
    }

    /** An aggregate as a list. */
    private static final class Plain {
        private record Kept(long version, long nanos) {}

        private final List<Kept> kept = new ArrayList<>();
        private long version;

        void append(long nanos) {
            kept.add(new Kept(++version, nanos));
        }

        /** Applies each limit of each rule, those that forget an aggregate first. */
        void apply(List<Limits> rules, long now) {
            for (Limits each : rules) {
                if (each.idleFor != null
                        && !kept.isEmpty()
                        && now - kept.get(kept.size() - 1).nanos >= each.idleFor.toNanos()) {
                    kept.clear();
                    version = 0;
                }
            }
            for (Limits each : rules) {
                if (each.maxAge != null) {
                    kept.removeIf(event -> now - event.nanos > each.maxAge.toNanos());
                }
                if (each.maxCount > 0 && kept.size() > each.maxCount) {
                    kept.subList(0, kept.size() - each.maxCount).clear();
                }
            }
        }

        List<Long> versions() {
            return kept.stream().map(Kept::version).toList();
        }
    }
}
