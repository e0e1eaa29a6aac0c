package dev.mayfly.eventstore.log;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.naive.NaiveEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.eventstore.support.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An append that throws half-way, at whatever step, leaves nothing behind that a read or a later append could see. */
class AppendAtomicityTest {
    private static final long LIMIT_BYTES = 256L << 20;

    private final FakeClock clock = new FakeClock();
    private Map<String, Object> before = Map.of();
    private final FailingEventStore store = new FailingEventStore(LIMIT_BYTES, clock, this::seeThatNothingChanged);
    private final NaiveEventStore naive = new NaiveEventStore(
            clock, Long.MAX_VALUE, position -> store.prefix().event(position).eventId());

    private void seeThatNothingChanged() {
        assertThat(View.of(store.prefix())).isEqualTo(before);
    }

    private void append(TestEvent... events) {
        Append append = TestEvent.append(events);
        before = View.of(store.prefix());
        long failuresBefore = store.failures();
        assertThat(Reading.append(store, append)).isEqualTo(Reading.append(naive, append));
        assertThat(store.failures() - failuresBefore).isGreaterThanOrEqualTo(3L * events.length);
        assertThat(View.of(store.prefix())).isEqualTo(View.of(naive.prefix()));
    }

    @Test
    void nothing_of_a_failed_append_shows_in_an_empty_store() {
        append(event("a-1", "A")
                .id("e1")
                .correlation("c")
                .causation("x")
                .tags("t", "u")
                .user("u")
                .organization("o"));
    }

    @Test
    void nothing_of_a_failed_append_shows_whatever_came_before() {
        Random random = new Random(42);
        for (int i = 0; i < 15; i++) {
            TestEvent[] events = new TestEvent[1 + random.nextInt(3)];
            for (int j = 0; j < events.length; j++) {
                int number = 10 * i + j;
                events[j] = event("a-" + random.nextInt(6), "T" + random.nextInt(3))
                        .id(random.nextBoolean() ? "e" + number : null)
                        .correlation(random.nextBoolean() ? "c" + random.nextInt(4) : null)
                        .causation(random.nextBoolean() ? "e" + random.nextInt(200) : null)
                        .tags("t" + random.nextInt(4), "new" + number)
                        .user("u" + random.nextInt(3))
                        .organization("o" + random.nextInt(2))
                        .at(FakeClock.START_NANOS - random.nextInt(5));
            }
            append(events);
        }
    }

    @Test
    void the_next_append_may_be_a_wholly_different_one() {
        Append failing = TestEvent.append(
                event("a-1", "A")
                        .id("e1")
                        .aggregateType("X")
                        .correlation("c")
                        .tags("t", "v")
                        .at(9),
                event("b-1", "B").id("e2").causation("e1").user("u").tags("w").at(3),
                event("a-1", "C").causation("e7").organization("o").at(5));
        Append next = TestEvent.append(
                event("b-1", "C")
                        .id("e2")
                        .aggregateType("Y")
                        .tags("t", "w")
                        .causation("e1")
                        .at(4),
                event("a-1", "B").id("e1").causation("e2").at(4));
        List<Criteria> onlyFailed = List.of(
                Criteria.builder().tags(List.of("v")).build(),
                Criteria.builder().values(Dimension.USER_ID, List.of("u")).build(),
                Criteria.builder()
                        .values(Dimension.ORGANIZATION_ID, List.of("o"))
                        .build(),
                Criteria.builder().correlationIds(List.of("c")).build(),
                Criteria.builder().causationIds(List.of("e7")).build(),
                Criteria.builder().eventTypes("A").build(),
                Criteria.builder().aggregateTypes(List.of("X")).build());
        int steps = 0;
        for (boolean fails = true; fails; steps++) {
            FailingEventStore engine = new FailingEventStore(LIMIT_BYTES, clock);
            NaiveEventStore model = new NaiveEventStore(
                    clock,
                    Long.MAX_VALUE,
                    position -> engine.prefix().event(position).eventId());
            fails = engine.failsAfter(steps, failing);
            if (fails) {
                assertThat(Reading.append(engine, next)).isEqualTo(Reading.append(model, next));
                assertThat(View.of(engine.prefix())).isEqualTo(View.of(model.prefix()));
                for (Criteria criteria : onlyFailed) {
                    assertThat(Reading.search(engine.prefix(), criteria)).isEmpty();
                }
            }
        }
        assertThat(steps).isGreaterThan(10);
    }

    @Test
    @Tag("slow")
    void long_rows_of_the_indexes_are_cut_where_the_failed_append_began() {
        FailingEventStore engine = new FailingEventStore(LIMIT_BYTES, clock);
        NaiveEventStore model = new NaiveEventStore(clock, Long.MAX_VALUE);
        List<TestEvent> many = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            many.add(event("a-1", "T")
                    .correlation("c")
                    .causation("x")
                    .tags("t")
                    .user("u")
                    .at(1_000L + i % 3));
        }
        for (int i = 0; i < 12; i++) {
            Append append = Append.of(TestEvent.batch(many.subList(0, 700 - 57 * i)));
            assertThat(Reading.append(engine, append)).isEqualTo(Reading.append(model, append));
        }
        LogPrefix log = engine.prefix();
        assertThat(engine.failures()).isGreaterThan(50);
        assertThat(log.version("a-1")).isEqualTo(model.prefix().position());
        for (Criteria criteria : List.of(
                Criteria.builder().tags(List.of("t")).build(),
                Criteria.builder().eventTypes("T").build(),
                Criteria.builder().values(Dimension.USER_ID, List.of("u")).build(),
                Criteria.builder().causationIds(List.of("x")).build(),
                Criteria.builder().correlationIds(List.of("c")).build())) {
            for (Sort sort : Sort.values()) {
                assertThat(Reading.list(log.search(criteria, sort, Order.ASCENDING, 0)))
                        .isEqualTo(Reading.list(model.prefix().search(criteria, sort, Order.ASCENDING, 0)));
            }
        }
    }
}
