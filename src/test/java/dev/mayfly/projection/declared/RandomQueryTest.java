package dev.mayfly.projection.declared;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.ConditionText;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.naive.NaiveWhere;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.eventstore.support.RandomJson;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.projection.Replay;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.fold.StateMemory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random queries over random and hostile events, each beside an answer that is as plain as can be. */
class RandomQueryTest {
    private static final String[] HAVING = {
        "data.n>3", "data.s>=0.5", "data.x!=null", "data.l*=U", "data.l=1", "!data.l", "data.d=[1,2]"
    };

    @Test
    void it_answers_what_a_plain_evaluation_does() {
        Seeds.each(40, 400, seed -> {
            Random random = new Random(seed);
            LogPrefix log = log(random);
            Definition definition = Declared.all()
                    .byAll("data.b", "eventType")
                    .field("n", Operation.COUNT, null)
                    .field("s", Operation.SUM, "data.amount")
                    .field("x", Operation.MAX, "data.amount")
                    .field("d", Operation.DISTINCT, "data.a")
                    .field("l", Operation.LAST, "data.b")
                    .definition();
            Set<Condition> having = random.nextBoolean()
                    ? Set.of()
                    : Set.of(ConditionText.parse("where", HAVING[random.nextInt(HAVING.length)]));
            List<GroupQuery.Order> orders = new ArrayList<>();
            for (int left = random.nextInt(3); left > 0; left--) {
                boolean key = random.nextInt(4) == 0;
                orders.add(new GroupQuery.Order(
                        key ? -1 : random.nextInt(5), key ? random.nextInt(2) : -1, random.nextBoolean()));
            }
            int limit = 1 + random.nextInt(8);
            GroupQuery query = new GroupQuery(definition, having, orders, limit);

            QueryRun run = run(query, log, 1_000);

            NaiveProjection naive = NaiveProjection.of(definition, log);
            List<JsonNode> rows = new ArrayList<>();
            naive.states().forEach(state -> {
                JsonNode group = NaiveWhere.parse("{\"data\":" + state.get("fields") + "}");
                if (having.stream().allMatch(condition -> NaiveWhere.holds(condition, group))) {
                    rows.add(state);
                }
            });
            rows.sort(order(definition, orders));
            assertThat(run.groups()).isEqualTo(rows.size());
            assertThat(run.skipped()).isEqualTo(naive.parked().size());
            assertThat(run.position()).isEqualTo(log.position());
            assertThat(NaiveProjection.parse(Declared.json(run.rows())).toString())
                    .isEqualTo(rows.subList(0, Math.min(limit, rows.size()))
                            .toString()
                            .replace(", {\"key", ",{\"key"));
        });
    }

    @Test
    void more_groups_than_a_query_may_have_are_too_large() {
        EventStore store = new EmbeddedEventStore("groups", 1 << 24, TimeSource.SYSTEM);
        for (int i = 0; i < 11; i++) {
            Reading.append(store, TestEvent.append(event("a-" + i, "T").data("{\"amount\":\"none\"}")));
        }
        Definition definition = Declared.all()
                .by("aggregateId")
                .field("n", Operation.COUNT, null)
                .definition();
        GroupQuery query = new GroupQuery(definition, Set.of(), List.of(), 1_000);
        assertThat(run(query, store.prefix(), 11).groups()).isEqualTo(11);
        assertThatThrownBy(() -> run(query, store.prefix(), 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("10 keys (mayfly.query.max-groups)");
    }

    @Test
    void the_memory_of_a_query_is_free_once_it_is_closed() {
        StateMemory memory = new StateMemory(1 << 20);
        EventStore store = new EmbeddedEventStore("groups", 1 << 24, TimeSource.SYSTEM);
        Reading.append(store, TestEvent.append(event("a-1", "T").data("{\"a\":1}")));
        Definition definition =
                Declared.all().by("data.a").field("l", Operation.LAST, "data").definition();
        DeclaredProjection projection = new DeclaredProjection(definition, StateLimits.DEFAULT, memory);
        QueryRun.of(new GroupQuery(definition, Set.of(), List.of(), 10), projection, store.prefix());
        assertThat(memory.usedBytes()).isPositive();
        projection.close();
        assertThat(memory.usedBytes()).isZero();
    }

    @Test
    void a_query_and_a_replay_pay_for_each_field_of_each_event() {
        EventStore store = new EmbeddedEventStore("paid", 1 << 24, TimeSource.SYSTEM);
        Reading.append(store, TestEvent.append(event("a-1", "T"), event("a-2", "T"), event("a-3", "T")));
        Declared fields = Declared.all().by("aggregateId");
        for (int i = 0; i < 20; i++) {
            fields = fields.field("f" + i, Operation.LAST, "data");
        }
        Definition definition = fields.definition();
        Work query = new Work(1_000, () -> false);
        run(new GroupQuery(definition, Set.of(), List.of(), 10), store.prefix().within(query), 10);
        assertThat(query.steps()).isBetween(60L, 80L);
        Work replay = new Work(50, () -> false);
        LogPrefix log = store.prefix().within(replay);
        try (DeclaredProjection projection =
                new DeclaredProjection(definition, StateLimits.DEFAULT, new StateMemory(1 << 30))) {
            assertThatThrownBy(() -> Replay.of(projection, log))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("mayfly.limits.work");
        }
    }

    private static QueryRun run(GroupQuery query, LogPrefix log, int maxGroups) {
        StateLimits limits = new StateLimits(maxGroups, "mayfly.query.max-groups", 1_000_000);
        try (DeclaredProjection projection =
                new DeclaredProjection(query.definition(), limits, new StateMemory(1 << 30))) {
            return QueryRun.of(query, projection, log);
        }
    }

    private static LogPrefix log(Random random) {
        EventStore store = new EmbeddedEventStore("random", 1 << 24, TimeSource.SYSTEM);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(
                    event("kind-" + random.nextInt(4), "T" + random.nextInt(3)).data(RandomJson.object(random, 0)));
        }
        Reading.append(store, Append.of(TestEvent.batch(events)));
        return store.prefixAt(60 - random.nextInt(10));
    }

    private static Comparator<JsonNode> order(Definition definition, List<GroupQuery.Order> orders) {
        return (one, other) -> {
            for (GroupQuery.Order by : orders) {
                JsonNode a = value(definition, by, one);
                JsonNode b = value(definition, by, other);
                int order = a.isNull() || b.isNull() || !by.descending() ? compare(a, b) : compare(b, a);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static JsonNode value(Definition definition, GroupQuery.Order by, JsonNode state) {
        return by.field() < 0
                ? state.get("key").get(by.keyPart())
                : state.get("fields").get(definition.fields().get(by.field()).name());
    }

    private static int compare(JsonNode one, JsonNode other) {
        int kind = Integer.compare(kind(one), kind(other));
        if (kind != 0) {
            return kind;
        }
        if (one.isNumber()) {
            BigDecimal number = one.decimalValue();
            return number.compareTo(other.decimalValue());
        }
        if (one.isTextual()) {
            return Arrays.compare(
                    one.textValue().codePoints().toArray(),
                    other.textValue().codePoints().toArray());
        }
        return one.isBoolean() ? Boolean.compare(one.booleanValue(), other.booleanValue()) : 0;
    }

    private static int kind(JsonNode value) {
        return value.isBoolean() ? 0 : value.isNumber() ? 1 : value.isTextual() ? 2 : value.isNull() ? 4 : 3;
    }
}
