package dev.mayfly.projection.declared;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static dev.mayfly.projection.declared.value.Operation.COUNT;
import static dev.mayfly.projection.declared.value.Operation.DISTINCT;
import static dev.mayfly.projection.declared.value.Operation.LAST;
import static dev.mayfly.projection.declared.value.Operation.MAX;
import static dev.mayfly.projection.declared.value.Operation.MERGE;
import static dev.mayfly.projection.declared.value.Operation.MIN;
import static dev.mayfly.projection.declared.value.Operation.SUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.projection.ParkedEvent;
import dev.mayfly.projection.Replay;
import dev.mayfly.projection.declared.value.Operation;
import dev.mayfly.projection.fold.CurrentEvent;
import dev.mayfly.projection.fold.Fold;
import dev.mayfly.projection.fold.StateMemory;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each field makes of events, and which events are parked. */
class StateFoldTest {
    private final EventStore store = new EmbeddedEventStore("test", 1 << 26, TimeSource.SYSTEM);

    private void append(String... data) {
        List<TestEvent> events = new ArrayList<>();
        for (String each : data) {
            events.add(event("a-1", "T").data(each));
        }
        Reading.append(store, Append.of(TestEvent.batch(events)));
    }

    private Replay<States> replay(Declared declared) {
        return Replay.of(declared.projection(), store.prefix());
    }

    private String states(Declared declared) {
        return Declared.json(replay(declared).state());
    }

    private static StateFold fold(DeclaredProjection projection, States from) {
        return new StateFold(projection, from);
    }

    @Test
    void the_example_of_the_contract() {
        append(
                "{\"amount\":10.00,\"currency\":\"EUR\"}",
                "{\"amount\":2.5,\"currency\":\"EUR\"}",
                "{\"amount\":1,\"currency\":\"USD\"}",
                "{\"currency\":\"EUR\"}",
                "{}");
        Declared declared = Declared.all()
                .by("data.currency")
                .field("n", COUNT, null)
                .field("total", SUM, "data.amount")
                .field("smallest", MIN, "data.amount")
                .field("largest", MAX, "data.amount")
                .field("users", DISTINCT, "metadata.userId")
                .field("last", LAST, "data")
                .field("state", MERGE, "data");
        assertThat(states(declared))
                .isEqualTo("[{\"key\":\"EUR\",\"fields\":{\"n\":3,\"total\":12.50,\"smallest\":2.5,\"largest\":10.00,"
                        + "\"users\":0,\"last\":{\"currency\":\"EUR\"},\"state\":{\"amount\":2.5,\"currency\":\"EUR\"}}},"
                        + "{\"key\":\"USD\",\"fields\":{\"n\":1,\"total\":1,\"smallest\":1,\"largest\":1,\"users\":0,"
                        + "\"last\":{\"amount\":1,\"currency\":\"USD\"},\"state\":{\"amount\":1,\"currency\":\"USD\"}}},"
                        + "{\"key\":\"unknown\",\"fields\":{\"n\":1,\"total\":0,\"smallest\":null,\"largest\":null,"
                        + "\"users\":0,\"last\":{},\"state\":{}}}]");
    }

    @Test
    void a_key_is_null_without_groups_and_an_array_when_the_paths_are() {
        append("{\"a\":\"x\",\"b\":1}");
        assertThat(states(Declared.all().field("n", COUNT, null))).isEqualTo("[{\"key\":null,\"fields\":{\"n\":1}}]");
        assertThat(states(Declared.all().byAll("data.a", "data.b", "data.c").field("n", COUNT, null)))
                .isEqualTo("[{\"key\":[\"x\",1,\"unknown\"],\"fields\":{\"n\":1}}]");
        assertThat(states(Declared.all().byAll("data.a").field("n", COUNT, null)))
                .isEqualTo("[{\"key\":[\"x\"],\"fields\":{\"n\":1}}]");
    }

    @Test
    void there_is_no_state_before_the_first_event() {
        append("{}");
        Declared declared = Declared.all()
                .match(Criteria.builder().eventTypes("Other").build())
                .field("n", COUNT, null);
        assertThat(states(declared)).isEqualTo("[]");
    }

    @Test
    void keys_are_ordered_by_kind_and_value_and_equal_numbers_are_one() {
        append("{\"k\":\"b\"}", "{\"k\":10}", "{\"k\":9.0}", "{\"k\":9}", "{\"k\":true}", "{\"k\":\"\\u0061\"}");
        append("{\"k\":\"a\"}", "{\"k\":null}", "{\"k\":false}", "{\"k\":\"9\"}", "{\"k\":-1e2}");
        assertThat(states(Declared.all().by("data.k").field("n", COUNT, null)).replace(",\"fields\":", ""))
                .isEqualTo(
                        "[{\"key\":false{\"n\":1}},{\"key\":true{\"n\":1}},{\"key\":-100{\"n\":1}},{\"key\":9{\"n\":2}},"
                                + "{\"key\":10{\"n\":1}},{\"key\":\"9\"{\"n\":1}},{\"key\":\"a\"{\"n\":2}},{\"key\":\"b\"{\"n\":1}},"
                                + "{\"key\":\"unknown\"{\"n\":1}}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 1.0 1e0 10e-1|1",
                "0 -0 0.00 0e5|1",
                "\"1\" 1|2",
                "\"a\" \"\\u0061\"|1",
                "{\"a\":1,\"b\":[2]} {\"b\":[2.0],\"a\":1e0}|1",
                "[1,2] [2,1]|2",
                "{} []|2",
                "true false true|2",
                "null|0",
                "1e400 1e401|2"
            })
    void values_are_told_apart_by_what_they_mean(String values, String distinct) {
        for (String value : values.split(" ", -1)) {
            append("{\"v\":" + value + "}");
        }
        assertThat(states(Declared.all().field("n", DISTINCT, "data.v")))
                .isEqualTo("[{\"key\":null,\"fields\":{\"n\":" + distinct + "}}]");
    }

    @Test
    void long_values_are_told_apart_too() {
        String text = "x".repeat(10_000);
        append("\"" + text + "\"", "\"" + text + "y\"", "[\"" + text + "\"]", "\"" + text + "\"");
        assertThat(states(Declared.all().field("n", DISTINCT, "data"))).contains("\"n\":3");
    }

    @Test
    void sums_are_exact() {
        append("{\"v\":0.1}", "{\"v\":0.2}", "{\"v\":1e20}", "{\"v\":-1}", "{\"v\":1e-30}");
        assertThat(states(Declared.all().field("sum", SUM, "data.v")))
                .isEqualTo("[{\"key\":null,\"fields\":{\"sum\":99999999999999999999.300000000000000000000000000001}}]");
    }

    @Test
    void last_and_merge_take_null_as_a_value() {
        append("{\"v\":{\"a\":1,\"b\":2}}", "{\"v\":{\"a\":null}}", "{}");
        Declared declared = Declared.all().field("last", LAST, "data.v").field("state", MERGE, "data.v");
        assertThat(states(declared))
                .isEqualTo("[{\"key\":null,\"fields\":{\"last\":{\"a\":null},\"state\":{\"b\":2}}}]");
        append("{\"v\":null}");
        assertThat(states(declared)).isEqualTo("[{\"key\":null,\"fields\":{\"last\":null,\"state\":null}}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "true", "[1]", "{}", "1e400000000", "1e-400000000", "1e99999999999", "0e1001"})
    void a_value_that_cannot_be_added_parks_the_event_with_all_its_fields(String value) {
        append("{\"v\":1}", "{\"v\":" + value + "}", "{\"v\":2}");
        Declared declared = Declared.all()
                .field("n", COUNT, null)
                .field("sum", SUM, "data.v")
                .field("last", LAST, "data.v");
        Replay<States> replay = replay(declared);
        assertThat(Declared.json(replay.state()))
                .isEqualTo("[{\"key\":null,\"fields\":{\"n\":2,\"sum\":3,\"last\":2}}]");
        assertThat(replay.parked()).extracting(ParkedEvent::position).containsExactly(2L);
        assertThat(replay.parked().get(0).error()).startsWith("data.v ").contains("(field sum)");
    }

    @Test
    void numbers_of_a_thousand_digits_are_the_largest() {
        String digits = "9".repeat(1_000);
        append("{\"v\":" + digits + "." + digits + "}", "{\"v\":1e999}", "{\"v\":1e-1000}");
        append("{\"v\":1" + digits + "}", "{\"v\":0." + digits + "0}", "{\"v\":" + "9".repeat(100_000) + "}");
        Replay<States> replay = replay(Declared.all().field("sum", SUM, "data.v"));
        assertThat(replay.parked()).extracting(ParkedEvent::position).containsExactly(4L, 5L, 6L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "1e1001"})
    void what_cannot_be_a_key_parks_the_event(String value) {
        append("{\"k\":" + value + "}");
        Replay<States> replay = replay(Declared.all().by("data.k").field("n", COUNT, null));
        assertThat(replay.state().size()).isZero();
        assertThat(replay.parked().get(0).error()).startsWith("data.k ").endsWith("(groupBy)");
    }

    @Test
    void a_long_string_cannot_be_a_key() {
        append("\"" + "k".repeat(1_000) + "\"", "\"" + "k".repeat(1_001) + "\"");
        Replay<States> replay = replay(Declared.all().by("data").field("n", COUNT, null));
        assertThat(replay.state().size()).isEqualTo(1);
        assertThat(replay.parked()).hasSize(1);
    }

    @Test
    void more_groups_than_may_be_park_their_events_and_the_others_go_on() {
        append("{\"k\":1}", "{\"k\":2}", "{\"k\":3}", "{\"k\":1}");
        DeclaredProjection projection = new DeclaredProjection(
                Declared.all().by("data.k").field("n", COUNT, null).definition(),
                new StateLimits(2, 10),
                new StateMemory(1 << 20));
        Replay<States> replay = Replay.of(projection, store.prefix());
        assertThat(Declared.json(replay.state()))
                .isEqualTo("[{\"key\":1,\"fields\":{\"n\":2}},{\"key\":2,\"fields\":{\"n\":1}}]");
        assertThat(replay.parked().get(0).error()).contains("more than 2 keys");
    }

    @Test
    void more_distinct_values_than_may_be_park_their_events() {
        append("1", "2", "2.0", "3");
        DeclaredProjection projection = new DeclaredProjection(
                Declared.all().field("d", DISTINCT, "data").definition(),
                new StateLimits(10, 2),
                new StateMemory(1 << 20));
        Replay<States> replay = Replay.of(projection, store.prefix());
        assertThat(Declared.json(replay.state())).contains("\"d\":2");
        assertThat(replay.parked()).extracting(ParkedEvent::position).containsExactly(4L);
        assertThat(replay.parked().get(0).error()).contains("more than 2 distinct values");
    }

    @Test
    void all_states_together_stay_within_their_memory() {
        StateMemory memory = new StateMemory(100_000);
        Definition definition =
                Declared.all().by("position").field("last", LAST, "data").definition();
        append(IntStream.range(0, 200)
                .mapToObj(i -> "\"" + "x".repeat(500) + "\"")
                .toArray(String[]::new));
        try (DeclaredProjection projection = new DeclaredProjection(definition, StateLimits.DEFAULT, memory)) {
            Replay<States> replay = Replay.of(projection, store.prefix());
            assertThat(replay.parked()).isNotEmpty();
            assertThat(replay.parked().get(0).error()).contains("mayfly.projections.state-memory");
            assertThat(replay.state().size()).isBetween(50, 199);
            assertThat(memory.usedBytes()).isEqualTo(replay.state().sizeBytes()).isBetween(50_000L, 100_000L);
        }
        assertThat(memory.usedBytes()).isZero();
    }

    @Test
    void an_event_of_which_many_fields_take_a_large_value_is_parked_before_all_have_taken_it() {
        StateMemory memory = new StateMemory(4_000_000);
        Declared declared = Declared.all();
        for (int i = 0; i < 100; i++) {
            declared.field("f" + i, i % 2 == 0 ? MERGE : LAST, "data");
        }
        append(IntStream.range(0, 5_000)
                .mapToObj(i -> "\"member" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}")));
        DeclaredProjection projection = new DeclaredProjection(declared.definition(), StateLimits.DEFAULT, memory);
        Replay<States> replay = Replay.of(projection, store.prefix());
        assertThat(replay.parked()).hasSize(1);
        assertThat(replay.parked().get(0).error()).contains("mayfly.projections.state-memory");
        assertThat(memory.usedBytes()).isZero();
    }

    @Test
    void folds_under_way_share_the_memory() throws Exception {
        StateMemory memory = new StateMemory(150_000);
        Definition definition = Declared.all().field("last", LAST, "data").definition();
        append("\"" + "x".repeat(100_000) + "\"");
        DeclaredProjection projection = new DeclaredProjection(definition, StateLimits.DEFAULT, memory);
        CurrentEvent event = new CurrentEvent(store.prefix(), definition.match());
        event.next();
        Fold<States> one = projection.fold(projection.initial());
        one.apply(event);
        Fold<States> other = projection.fold(projection.initial());
        assertThatThrownBy(() -> other.apply(event)).hasMessageContaining("mayfly.projections.state-memory");
        other.discard();
        one.discard();
        assertThat(memory.usedBytes()).isZero();
        Fold<States> again = projection.fold(projection.initial());
        again.apply(event);
        assertThat(memory.usedBytes()).isGreaterThanOrEqualTo(100_000);
        assertThat(again.finish().sizeBytes()).isEqualTo(memory.usedBytes());
    }

    @Test
    void what_merges_again_and_again_does_not_count_again_and_again() {
        StateMemory memory = new StateMemory(200_000);
        append(IntStream.range(0, 2_000)
                .mapToObj(i -> "{\"a\":" + i + ",\"b\":\"same\"}")
                .toArray(String[]::new));
        Definition definition = Declared.all().field("state", MERGE, "data").definition();
        Replay<States> replay =
                Replay.of(new DeclaredProjection(definition, StateLimits.DEFAULT, memory), store.prefix());
        assertThat(replay.parked()).isEmpty();
        assertThat(memory.usedBytes()).isLessThan(50_000);
        assertThat(Declared.json(replay.state())).contains("{\"a\":1999,\"b\":\"same\"}");
    }

    @Test
    void what_a_merge_removes_no_longer_counts() {
        append("{\"kept\":{\"a\":1}}");
        Declared declared = Declared.all().field("state", MERGE, "data");
        long before = replay(declared).state().sizeBytes();
        append("{\"long\":\"" + "x".repeat(10_000) + "\",\"kept\":{\"b\":[\"y\"]}}");
        assertThat(replay(declared).state().sizeBytes()).isBetween(before + 10_000, before + 11_000);
        append("{\"long\":null,\"kept\":{\"b\":null}}");
        assertThat(replay(declared).state().sizeBytes()).isEqualTo(before);
        assertThat(states(declared)).contains("{\"kept\":{\"a\":1}}");
    }

    /** Each event is folded on its own, as it is when a projection follows single appends. */
    @ParameterizedTest
    @EnumSource(Operation.class)
    void an_event_costs_the_same_however_large_the_state_is(Operation operation) throws Exception {
        int events = 16_000;
        boolean numbers = operation.takesNumbers();
        append(IntStream.range(0, events)
                .mapToObj(i -> "{\"v\":" + (numbers ? i : "{\"k" + i + "\":1}") + ",\"key\":" + i + "}")
                .toArray(String[]::new));
        String path = operation == COUNT ? null : "data.v";
        for (Declared declared : List.of(Declared.all(), Declared.all().by("data.key"))) {
            DeclaredProjection projection = declared.field("f", operation, path).projection();
            long[] allocated = allocatedPerThousand(projection, events / 1_000);
            assertThat(allocated[events / 1_000 - 1])
                    .as("%s", declared.definition().groupBy())
                    .isLessThan(3 * allocated[1]);
        }
    }

    private long[] allocatedPerThousand(DeclaredProjection projection, int thousands) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LogPrefix log = store.prefix();
        EventScan scan = log.scan(Criteria.ALL, Sort.POSITION);
        States states = projection.initial();
        long[] allocated = new long[thousands];
        for (int i = 0; i < thousands; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int j = 0; j < 1_000; j++) {
                StateFold fold = fold(projection, states);
                fold.apply(log, scan, scan.next());
                states = fold.finish();
            }
            allocated[i] = threads.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }

    @Test
    void a_fold_changes_nothing_of_what_it_began_with() throws Exception {
        append("{\"k\":\"a\",\"v\":1}", "{\"k\":\"a\",\"v\":2}");
        DeclaredProjection projection = Declared.all()
                .by("data.k")
                .field("n", COUNT, null)
                .field("sum", SUM, "data.v")
                .field("max", MAX, "data.v")
                .field("d", DISTINCT, "data.v")
                .field("last", LAST, "data")
                .field("state", MERGE, "data")
                .projection();
        var scan = store.prefix().scan(Criteria.ALL, Sort.POSITION);
        StateFold first = fold(projection, projection.initial());
        first.apply(store.prefix(), scan, scan.next());
        States one = first.finish();
        String before = Declared.json(one);
        StateFold second = fold(projection, one);
        second.apply(store.prefix(), scan, scan.next());
        assertThat(Declared.json(second.finish())).isNotEqualTo(before).contains("\"n\":2");
        assertThat(Declared.json(one)).isEqualTo(before).contains("\"n\":1");
        assertThat(fold(projection, one).finish()).isSameAs(one);
    }

    @Test
    void pages_go_on_behind_a_key_while_states_come_and_change() {
        append("{\"k\":\"b\"}", "{\"k\":\"d\"}", "{\"k\":\"f\"}");
        Declared declared = Declared.all().by("data.k").field("n", COUNT, null);
        StateQuery query = new StateQuery(List.of(), 2, null);
        States.Page first = query.of(replay(declared).state());
        assertThat(Declared.json(first)).contains("\"b\"", "\"d\"").doesNotContain("\"f\"");
        StateCursor cursor = query.next(first, "default", "inc", "p", StateCursor.LATEST);
        append("{\"k\":\"a\"}", "{\"k\":\"e\"}", "{\"k\":\"d\"}");
        StateQuery rest = new StateQuery(List.of(), 0, StateCursor.decode(cursor.encode()));
        States.Page second = rest.of(replay(declared).state());
        assertThat(Declared.json(second))
                .isEqualTo("[{\"key\":\"e\",\"fields\":{\"n\":1}},{\"key\":\"f\",\"fields\":{\"n\":1}}]");
        assertThat(rest.next(second, "default", "inc", "p", StateCursor.LATEST)).isNull();
    }
}
