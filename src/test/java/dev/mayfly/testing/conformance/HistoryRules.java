package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Order;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading by position, by id and by aggregate. */
interface HistoryRules extends StoreFixture {
    /** Stores a-1 at the positions 1, 3, 4, 6 and b-1 at 2, 5. */
    private void storeTwoAggregates() {
        stored(event("a-1", "A"), event("b-1", "B"));
        stored(event("a-1", "A"), event("a-1", "A"), event("b-1", "B"));
        stored(event("a-1", "A"));
    }

    private List<Long> history(long from, long to, Order order) {
        return Reading.list(log().history("a-1", from, to, order));
    }

    @Test
    default void a_history_is_read_forwards() {
        storeTwoAggregates();
        assertThat(history(1, Long.MAX_VALUE, Order.ASCENDING)).containsExactly(1L, 3L, 4L, 6L);
    }

    @Test
    default void a_history_is_read_backwards() {
        storeTwoAggregates();
        assertThat(history(1, Long.MAX_VALUE, Order.DESCENDING)).containsExactly(6L, 4L, 3L, 1L);
    }

    @Test
    default void a_history_is_read_forwards_from_a_version() {
        storeTwoAggregates();
        assertThat(history(3, Long.MAX_VALUE, Order.ASCENDING)).containsExactly(4L, 6L);
    }

    @Test
    default void a_history_is_read_backwards_from_a_version() {
        storeTwoAggregates();
        assertThat(history(1, 3, Order.DESCENDING)).containsExactly(4L, 3L, 1L);
    }

    @Test
    default void both_bounds_of_a_history_are_inclusive() {
        storeTwoAggregates();
        assertThat(history(2, 3, Order.ASCENDING)).containsExactly(3L, 4L);
        assertThat(history(2, 3, Order.DESCENDING)).containsExactly(4L, 3L);
        assertThat(history(2, 2, Order.ASCENDING)).containsExactly(3L);
        assertThat(history(4, 4, Order.DESCENDING)).containsExactly(6L);
    }

    @Test
    default void bounds_beyond_a_history_give_what_there_is() {
        storeTwoAggregates();
        assertThat(history(0, 2, Order.ASCENDING)).containsExactly(1L, 3L);
        assertThat(history(4, 99, Order.DESCENDING)).containsExactly(6L);
        assertThat(history(5, 99, Order.ASCENDING)).isEmpty();
        assertThat(history(3, 2, Order.ASCENDING)).isEmpty();
        assertThat(history(3, 2, Order.DESCENDING)).isEmpty();
    }

    @Test
    default void an_unknown_aggregate_has_no_history_and_version_0() {
        storeTwoAggregates();
        assertThat(Reading.history(log(), "c-1")).isEmpty();
        assertThat(log().version("c-1")).isZero();
        assertThat(log().version("b-1")).isEqualTo(2);
    }

    @Test
    default void a_long_history_is_read_whole_both_ways() {
        for (int i = 0; i < 1_000; i++) {
            stored(event("a-1", "A"), event("b-" + i % 7, "B"), event("c-" + i, "C"));
        }
        List<Long> forwards = history(1, Long.MAX_VALUE, Order.ASCENDING);
        assertThat(forwards).hasSize(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(forwards.get(i)).isEqualTo(3L * i + 1);
        }
        for (int from = 1; from <= 1_000; from += 111) {
            assertThat(history(from, from + 10, Order.ASCENDING))
                    .isEqualTo(forwards.subList(from - 1, Math.min(1_000, from + 10)));
        }
        assertThat(history(1, 1, Order.DESCENDING)).containsExactly(1L);
        assertThat(history(1_000, 1_000, Order.DESCENDING)).containsExactly(2_998L);
        assertThat(history(1, Long.MAX_VALUE, Order.DESCENDING))
                .isEqualTo(
                        forwards.stream().sorted((x, y) -> Long.compare(y, x)).toList());
    }

    @Test
    default void an_event_is_read_by_its_position() {
        storeTwoAggregates();
        assertThat(log().event(5).aggregateId()).isEqualTo("b-1");
        assertThat(log().event(5).version()).isEqualTo(2);
    }

    @Test
    default void a_position_outside_of_the_log_is_an_error() {
        storeTwoAggregates();
        LogPrefix log = log();
        for (long position : new long[] {0, -1, 7, Long.MAX_VALUE, Long.MIN_VALUE, 1L + (1L << 32)}) {
            assertThatThrownBy(() -> log.event(position)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void an_event_is_found_by_its_id() {
        stored(event("a-1", "A").id("e1"), event("a-1", "A"), event("a-1", "A").id("e3"));
        assertThat(log().positionOf("e1")).isEqualTo(1);
        assertThat(log().positionOf("e3")).isEqualTo(3);
        assertThat(log().positionOf(log().event(2).eventId())).isEqualTo(2);
    }

    @Test
    default void an_unknown_id_is_found_at_0() {
        stored(event("a-1", "A").id("e1").correlation("c1").causation("e0").tags("t1"));
        assertThat(log().positionOf("e1")).isEqualTo(1);
        for (String id : List.of("e0", "c1", "t1", "a-1", "A", "e", "e11", "")) {
            assertThat(log().positionOf(id)).as(id).isZero();
        }
    }

    @Test
    default void the_time_of_an_event_is_read_by_its_position() {
        long backdated = Rfc3339.parse("", "1950-02-03T04:05:06.000000007Z");
        stored(event("a-1", "A").at(backdated), event("a-1", "A"));
        assertThat(log().timestampNanos(1)).isEqualTo(backdated);
        assertThat(log().timestampNanos(2)).isEqualTo(FakeClock.START_NANOS);
    }
}
