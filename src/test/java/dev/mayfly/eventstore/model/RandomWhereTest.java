package dev.mayfly.eventstore.model;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.ConditionText;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.RandomJson;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.List;
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
            List<TestEvent> events = events(random, EVENTS);
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
        Set<Condition> where = new java.util.HashSet<>();
        for (String each : conditions) {
            where.add(ConditionText.parse("where", each));
        }
        return Criteria.builder().where(where).build();
    }

    private static List<TestEvent> events(Random random, int count) {
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TestEvent event = event("kind" + random.nextInt(3) + "-" + random.nextInt(4), "T" + random.nextInt(3));
            event.id("e" + i).data(random.nextInt(4) == 0 ? RandomJson.value(random, 0) : RandomJson.object(random, 0));
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
