package dev.mayfly.eventstore.content;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.ConditionText;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.prefix.Work;
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

/** Searches by an index of values: what they cost, who pays, and that they find what a plain evaluation finds. */
class ValueIndexSearchTest {
    private static final int EVENTS = 2_400;
    private static final String LONG = "l".repeat(150);

    /** Few different values, of every kind, some of which differ only in how they are written. */
    private static final String[] VALUES = {
        "1",
        "1.0",
        "10e-1",
        "-1",
        "0",
        "-0.0",
        "12.5",
        "1e400",
        "1e-400",
        "-1e400",
        "9007199254740993",
        "9007199254740992",
        "1e400000000",
        "1e-400000000",
        "9".repeat(150),
        "9".repeat(150) + ".5",
        "\"\"",
        "\"E\"",
        "\"EUR\"",
        "\"\\u0045UR\"",
        "\"EU\"",
        "\"é\"",
        "\"\uD83D\uDE00\"",
        "\"\\ud83d\"",
        "\"\uFFFD\"",
        "\"1\"",
        "\"" + LONG + "a\"",
        "\"" + LONG + "b\"",
        "true",
        "false",
        "null",
        "[]",
        "{\"v\":1}",
        "[1,\"EUR\",[12.5,null]]",
        "[\"" + LONG + "c\",\"z\"]"
    };

    private static final String[] OPERATORS = {"<", "<=", ">", ">=", "^=", "*=", "=", "!="};
    private static final String[] OPERANDS = {
        "0",
        "1",
        "12.5",
        "-1",
        "1e400",
        "-1e400",
        "9007199254740992.5",
        "1e400000000",
        "9".repeat(150),
        "\"\"",
        "\"E\"",
        "\"EUR\"",
        "\"EUR \"",
        "\"é\"",
        "\"\uD83D\uDE00\"",
        "\"\\ud83d\"",
        "\"" + LONG + "b\"",
        "\"" + LONG + "\"",
        "\"z\"",
        "\"UR\""
    };

    private static final TimeSource CLOCK = () -> 1_700_000_000_000_000_000L;

    @Test
    void ranges_and_parts_of_texts_find_the_same_with_an_index_as_without() {
        Seeds.each(3, 60, seed -> {
            Random random = new Random(seed);
            EventStore store = new EmbeddedEventStore("indexed", 1 << 26, CLOCK);
            NaiveEventStore naive = new NaiveEventStore(CLOCK, 1 << 26);
            store.defineIndexes(none -> Map.of("v", "data.v", "m", "metadata.v"));
            for (int part = 0; part < 2; part++) {
                List<TestEvent> events = new ArrayList<>();
                for (int i = 0; i < EVENTS / 2; i++) {
                    events.add(event("a-" + i % 10, "T" + random.nextInt(2))
                            .id("e" + part + '-' + i)
                            .data("{\"w\":0,\"v\":" + one(random, VALUES) + again(random) + "}")
                            .metadata("{\"v\":" + one(random, VALUES) + "}"));
                }
                Reading.append(store, Append.of(TestEvent.batch(events)));
                Reading.append(naive, Append.of(TestEvent.batch(events)));
                if (part == 0 && random.nextBoolean()) {
                    store.buildIndexes();
                    // What was indexed before the fork is in another part of its index.
                    store = new EmbeddedEventStore("fork", 1 << 26, CLOCK, store.image(EVENTS / 2));
                }
            }
            if (random.nextBoolean()) {
                store.buildIndexes();
            }
            for (int i = 0; i < 40; i++) {
                Criteria criteria = criteria(random);
                Order order = random.nextBoolean() ? Order.ASCENDING : Order.DESCENDING;
                Sort sort = random.nextBoolean() ? Sort.POSITION : Sort.TIMESTAMP;
                int asOf = EVENTS - random.nextInt(EVENTS / 4);
                assertThat(Reading.list(store.prefixAt(asOf).search(criteria, sort, order, 0)))
                        .as("%s as of %d", criteria.where(), asOf)
                        .isEqualTo(Reading.list(naive.prefixAt(asOf).search(criteria, sort, order, 0)));
            }
        });
    }

    private static String again(Random random) {
        return random.nextInt(8) == 0 ? ",\"v\":" + one(random, VALUES) : "";
    }

    private static Criteria criteria(Random random) {
        Set<Condition> where = new HashSet<>();
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            String operator = one(random, OPERATORS);
            String operand = one(random, OPERANDS);
            boolean text = operator.equals("^=") || operator.equals("*=");
            while (text && operand.charAt(0) != '"') {
                operand = one(random, OPERANDS);
            }
            String path = random.nextInt(4) == 0 ? "metadata.v" : "data.v";
            where.add(ConditionText.parse("where", path + operator + operand));
        }
        Criteria.Builder criteria = Criteria.builder().where(where);
        if (random.nextInt(3) == 0) {
            criteria.eventTypes("T1");
        }
        if (random.nextInt(4) == 0) {
            criteria.after(random.nextInt(EVENTS));
        }
        return criteria.build();
    }

    private static String one(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }

    private static EventStore filled(int events) {
        EventStore store = new EmbeddedEventStore("indexed", 1 << 26, TimeSource.SYSTEM);
        List<TestEvent> all = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            all.add(event("a-" + i, "T")
                    .data("{\"n\":" + i + ",\"status\":\"s" + (i % 100 == 7 ? "hut" : i % 5) + "\"}"));
        }
        Reading.append(store, Append.of(TestEvent.batch(all)));
        store.defineIndexes(none -> Map.of("n", "data.n", "status", "data.status"));
        return store;
    }

    private static Criteria.Builder where(String condition) {
        return Criteria.builder().where(Set.of(ConditionText.parse("where", condition)));
    }

    private static long steps(EventStore store, Criteria criteria, int found) {
        Work work = new Work(10_000_000, () -> false);
        assertThat(Reading.search(store.prefix().within(work), criteria)).hasSize(found);
        return work.steps();
    }

    @Test
    void ranges_prefixes_and_substrings_of_few_values_read_only_the_events_that_have_them() {
        EventStore store = filled(10_000);
        store.buildIndexes();
        assertThat(steps(store, where("data.status^=\"sh\"").build(), 100)).isLessThan(400);
        assertThat(steps(store, where("data.status*=\"hu\"").build(), 100)).isLessThan(400);
        assertThat(steps(store, where("data.status>\"s4\"").build(), 100)).isLessThan(400);
        // Almost all of them: merging their postings would cost more than looking at each event.
        assertThat(steps(store, where("data.status>=\"s0\"").build(), 10_000)).isBetween(10_000L, 30_000L);
        // As many values as there are events: comparing them would cost as much as the events do.
        assertThat(steps(store, where("data.n<50").build(), 50)).isBetween(10_000L, 30_000L);
    }

    @Test
    void a_search_pays_for_the_events_by_which_it_extends_an_index_and_keeps_what_it_has_added() {
        EventStore store = filled(10_000);
        Criteria search = where("data.n=9876").build();
        Work small = new Work(5_000, () -> false);
        assertThatThrownBy(() -> Reading.search(store.prefix().within(small), search))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mayfly.limits.work");
        long covered = store.indexes().get(0).position();
        assertThat(covered).isBetween(4_000L, 5_000L);

        assertThat(steps(store, search, 1)).isGreaterThanOrEqualTo(10_000 - covered);
        assertThat(steps(store, search, 1)).isLessThan(20);
        assertThat(steps(store, where("data.n=[17,4998,4999,5000,9999]").build(), 5))
                .isLessThan(30);
        assertThat(store.indexes().get(0).values()).isEqualTo(10_000);
    }

    @Test
    void a_search_whose_client_has_gone_stops_extending_an_index() {
        EventStore store = filled(40_000);
        boolean[] gone = new boolean[1];
        Work work = new Work(10_000_000, () -> gone[0]);
        work.pay(1);
        gone[0] = true;
        assertThatThrownBy(() -> Reading.search(
                        store.prefix().within(work), where("data.n=1").build()))
                .isInstanceOf(Work.AbandonedException.class);
        assertThat(store.indexes().get(0).position()).isLessThan(20_000);
    }

    @Test
    void a_search_with_few_other_candidates_leaves_an_index_as_it_is() {
        EventStore store = filled(10_000);
        Criteria search = where("data.n=9876").aggregateIds(List.of("a-9876")).build();
        assertThat(steps(store, search, 1)).isLessThan(20);
        assertThat(steps(store, where("data.n=9999").after(9_990).build(), 1)).isLessThan(30);
        assertThat(store.indexes().get(0).position()).isZero();
    }
}
