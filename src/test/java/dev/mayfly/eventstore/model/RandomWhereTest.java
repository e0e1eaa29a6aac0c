package dev.mayfly.eventstore.model;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.ConditionText;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.IndexReport;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.support.RandomJson;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random conditions over random and hostile events, beside an evaluation that is as plain as can be. */
class RandomWhereTest {
    private static final int EVENTS = 80;

    @Test
    void a_search_finds_what_a_plain_evaluation_finds() {
        Seeds.each(12, 400, seed -> {
            Random random = new Random(seed);
            TimeSource clock = () -> 1_700_000_000_000_000_000L;
            EventStore store = new EmbeddedEventStore("random", 1 << 24, clock);
            EventStore naive = new NaiveEventStore(clock, 1 << 24);
            List<TestEvent> events = events(random, EVENTS, 0);
            Reading.append(store, Append.of(TestEvent.batch(events)));
            Reading.append(naive, Append.of(TestEvent.batch(events)));
            for (int i = 0; i < 40; i++) {
                Set<Condition> where = RandomJson.conditions(random);
                Criteria.Builder criteria = Criteria.builder().where(where);
                if (random.nextInt(3) == 0) {
                    criteria.eventTypes("T" + random.nextInt(3));
                }
                if (random.nextInt(4) == 0) {
                    criteria.text("a");
                }
                int asOf = EVENTS - random.nextInt(20);
                LogPrefix expected = naive.prefix().upTo(asOf);
                assertThat(Reading.search(store.prefix().upTo(asOf), criteria.build()))
                        .as(where.stream().map(Condition::canonical).toList().toString())
                        .isEqualTo(Reading.search(expected, criteria.build()));
            }
        });
    }

    @Test
    void an_index_of_values_changes_no_answer_whatever_is_built_forked_or_restored() {
        Seeds.each(8, 200, seed -> {
            Random random = new Random(seed);
            TimeSource clock = () -> 1_700_000_000_000_000_000L;
            EventStore store = new EmbeddedEventStore("random", 1 << 24, clock);
            NaiveEventStore naive = new NaiveEventStore(clock, 1 << 24);
            List<TestEvent> all = new ArrayList<>();
            for (int round = 0; round < 5; round++) {
                int kind = random.nextInt(6);
                if (kind == 0) {
                    store.defineIndexes(known -> Map.of("a", "data.a", "b", "data.\"b\"", "m", "metadata.a"));
                } else if (kind == 1) {
                    store.defineIndexes(known -> Map.of("amount", "data.amount", "a", "data.a"));
                } else if (kind == 2) {
                    store.buildIndexes();
                } else if (kind == 3 && !all.isEmpty()) {
                    int cut = 1 + random.nextInt(all.size());
                    store = new EmbeddedEventStore("fork", 1 << 24, clock, store.image(cut));
                    all = new ArrayList<>(all.subList(0, cut));
                    naive = new NaiveEventStore(clock, 1 << 24);
                    Reading.append(naive, Append.of(TestEvent.batch(all)));
                } else if (kind == 4 && !all.isEmpty()) {
                    store.restore(store.image(all.size()));
                }
                List<TestEvent> more = events(random, 300, all.size());
                all.addAll(more);
                Reading.append(store, Append.of(TestEvent.batch(more)));
                Reading.append(naive, Append.of(TestEvent.batch(more)));
                for (int i = 0; i < 10; i++) {
                    Set<Condition> where = RandomJson.conditions(random);
                    Criteria criteria = Criteria.builder()
                            .where(where)
                            .after(random.nextInt(3) * 20L)
                            .build();
                    int asOf = all.size() - random.nextInt(all.size());
                    Order order = random.nextBoolean() ? Order.ASCENDING : Order.DESCENDING;
                    Sort sort = random.nextBoolean() ? Sort.POSITION : Sort.TIMESTAMP;
                    assertThat(Reading.list(store.prefixAt(asOf).search(criteria, sort, order, 0)))
                            .as(where.stream()
                                    .map(Condition::canonical)
                                    .toList()
                                    .toString())
                            .isEqualTo(Reading.list(naive.prefixAt(asOf).search(criteria, sort, order, 0)));
                }
            }
        });
    }

    @Test
    void an_index_finds_rare_values_without_reading_all_events_and_frees_its_memory_when_it_is_removed() {
        EventStore store = new EmbeddedEventStore("indexed", 1 << 26, TimeSource.SYSTEM);
        for (int batch = 0; batch < 10; batch++) {
            List<TestEvent> events = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                events.add(event("a-1", "T")
                        .data("{\"n\":" + (batch * 1_000 + i) + ".0,\"tags\":[\"x\",[\"y" + i % 10 + "\"]]}"));
            }
            Reading.append(store, Append.of(TestEvent.batch(events)));
        }
        long before = store.memory().usedBytes();
        store.defineIndexes(none -> Map.of("n", "data.n", "tags", "data.tags"));
        assertThat(store.indexes()).extracting(IndexReport::state).containsOnly(IndexReport.State.BUILDING);
        store.buildIndexes();
        assertThat(store.indexes())
                .extracting(IndexReport::name, IndexReport::state, IndexReport::position, IndexReport::values)
                .containsExactly(
                        tuple("n", IndexReport.State.READY, 10_000L, 10_000L),
                        tuple("tags", IndexReport.State.READY, 10_000L, 11L));
        long indexed = store.memory().usedBytes();
        assertThat(indexed - before)
                .isEqualTo(
                        store.indexes().stream().mapToLong(IndexReport::bytes).sum());
        long[] steps = new long[2];
        Criteria[] searches = {where("data.n=[77,1e4,9876]"), where("data.tags=y3", "data.n=13")};
        for (int i = 0; i < searches.length; i++) {
            Work work = new Work(1_000_000, () -> false);
            assertThat(Reading.search(store.prefix().within(work), searches[i])).hasSize(2 - i);
            steps[i] = work.steps();
        }
        assertThat(steps[0]).isLessThan(20);
        assertThat(steps[1]).isLessThan(20);

        EventStore fork = new EmbeddedEventStore("fork", 1 << 26, TimeSource.SYSTEM, store.image(5_000));
        Reading.append(fork, TestEvent.append(event("a-1", "T").data("{\"n\":77}")));
        assertThat(Reading.search(fork.prefix(), where("data.n=[77,9876]"))).containsExactly(78L, 5_001L);
        assertThat(fork.indexes()).extracting(IndexReport::position).containsOnly(5_000L);

        store.defineIndexes(known -> Map.of());
        assertThat(store.memory().usedBytes()).isEqualTo(before);
        assertThat(store.indexes()).isEmpty();
        store.defineIndexes(none -> Map.of("n", "data.n"));
        store.reset();
        assertThat(store.indexes()).extracting(IndexReport::path).containsExactly("data.n");
    }

    @Test
    void an_index_that_the_store_has_no_memory_for_is_full_and_searches_read_the_rest() {
        EventStore store = new EmbeddedEventStore("small", 5 << 20, TimeSource.SYSTEM);
        for (int batch = 0; batch < 8; batch++) {
            List<TestEvent> events = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                String value = "v".repeat(100) + (batch * 1_000 + i);
                events.add(event("a-1", "T").data("{\"v\":[\"" + value + "\",\"w" + value + "\"]}"));
            }
            Reading.append(store, Append.of(TestEvent.batch(events)));
        }
        store.defineIndexes(none -> Map.of("v", "data.v"));
        store.buildIndexes();
        assertThat(store.indexes()).extracting(IndexReport::state).containsExactly(IndexReport.State.FULL);
        assertThat(store.memory().usedBytes()).isLessThan(store.memory().limitBytes());
        assertThat(Reading.search(store.prefix(), where("data.v=" + "v".repeat(100) + "7777")))
                .containsExactly(7_778L);
    }

    @Test
    void the_index_of_text_narrows_a_search_down_without_changing_it() {
        Random random = new Random(7);
        EventStore store = new EmbeddedEventStore("random", 1 << 26, TimeSource.SYSTEM);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 1; i <= 5_000; i++) {
            String name = switch (i % 1_000) {
                case 7 -> "\"Stra\\u00dfe " + i + "\"";
                case 8 -> "[\"x\", [\"Stra\u00dfe 9\"]]";
                case 9 -> "{\"Stra\u00dfe 9\": 1}";
                default -> "\"" + random.nextInt(100_000) + "\"";
            };
            events.add(event("a-" + i % 50, "T").data("{\"name\": " + name + ", \"n\": " + i + "}"));
        }
        Reading.append(store, Append.of(TestEvent.batch(events)));
        List<Criteria> searches = List.of(
                where("data.name=Stra\u00dfe 2007"),
                where("data.name=\"STRASSE 2007\""),
                where("data.name^=Stra\u00dfe"),
                where("data.name*=\u00dfe 9"),
                where("data.name!=Stra\u00dfe 9"),
                where("data.name*=\u00dfe", "data.n>3000"),
                where("data.n=4999"));
        List<List<Long>> unindexed = searches.stream()
                .map(each -> Reading.search(store.prefix(), each))
                .toList();
        assertThat(unindexed.get(0)).containsExactly(2007L);
        assertThat(unindexed.get(1)).isEmpty();
        assertThat(unindexed.get(3)).containsExactly(8L, 1008L, 2008L, 3008L, 4008L);
        assertThat(store.memory().usedBytes()).isPositive();
        long before = store.memory().usedBytes();

        assertThat(Reading.search(
                        store.prefix(), Criteria.builder().text("no such text").build()))
                .isEmpty();

        assertThat(store.memory().usedBytes()).as("the index has been built").isGreaterThan(before);
        assertThat(searches.stream()
                        .map(each -> Reading.search(store.prefix(), each))
                        .toList())
                .isEqualTo(unindexed);
        assertThat(Reading.search(store.prefix().upTo(2_006), searches.get(0))).isEmpty();
    }

    private static Criteria where(String... conditions) {
        Set<Condition> where = new HashSet<>();
        for (String each : conditions) {
            where.add(ConditionText.parse("where", each));
        }
        return Criteria.builder().where(where).build();
    }

    private static List<TestEvent> events(Random random, int count, int first) {
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TestEvent event = event("kind" + random.nextInt(3) + "-" + random.nextInt(4), "T" + random.nextInt(3));
            event.id("e" + (first + i))
                    .data(random.nextInt(4) == 0 ? RandomJson.value(random, 0) : RandomJson.object(random, 0));
            if (random.nextBoolean()) {
                event.organization("o" + random.nextInt(3)).user("u" + random.nextInt(5));
            } else if (random.nextBoolean()) {
                event.metadata("{\"a\":" + RandomJson.value(random, 2) + ",\"userId\":5}");
            }
            if (random.nextBoolean()) {
                event.correlation("c" + random.nextInt(2)).tags("t" + random.nextInt(2), "\u00e9");
            }
            if (random.nextBoolean()) {
                event.causation(random.nextBoolean() ? "cause " + random.nextInt(2) : "e" + random.nextInt(count));
            }
            events.add(event);
        }
        return events;
    }
}
