package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A prefix of the log is a value: nothing behind its position is in it, ever. */
interface PrefixRules extends StoreFixture {
    private void storeFour() {
        stored(event("a-1", "A").id("e1").tags("t").user("u"));
        stored(
                event("b-1", "B").id("e2").tags("t").user("u").at(5),
                event("a-1", "C").id("e3").at(9));
        stored(event("c-1", "A").id("e4").tags("t").user("u").at(7));
    }

    @Test
    default void a_prefix_ends_at_its_position() {
        storeFour();
        for (long position = 0; position <= 4; position++) {
            LogPrefix prefix = store().prefixAt(position);
            assertThat(prefix.position()).isEqualTo(position);
            assertThat(Reading.search(prefix, Criteria.ALL)).hasSize((int) position);
            long beyond = position + 1;
            assertThatThrownBy(() -> prefix.event(beyond)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void a_prefix_can_be_cut_shorter_and_not_made_longer() {
        storeFour();
        LogPrefix prefix = store().prefixAt(3);
        for (long position = 0; position <= 3; position++) {
            LogPrefix shorter = prefix.upTo(position);
            assertThat(shorter.position()).isEqualTo(position);
            assertThat(Reading.search(shorter, Criteria.ALL)).hasSize((int) position);
        }
        for (long position : new long[] {4, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> prefix.upTo(position)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void the_prefix_at_0_is_empty() {
        storeFour();
        LogPrefix prefix = store().prefixAt(0);
        assertThat(prefix.position()).isZero();
        assertThat(prefix.aggregateCount()).isZero();
        assertThat(prefix.aggregate("a-1")).isEmpty();
        assertThat(prefix.positionOf("e1")).isZero();
        assertThat(Reading.search(prefix, Criteria.ALL)).isEmpty();
        assertThat(prefix.aggregates(null, null, 0, 10).aggregates()).isEmpty();
        assertThat(log().position()).isEqualTo(4);
    }

    @Test
    default void a_prefix_beyond_the_head_or_before_0_is_an_error() {
        storeFour();
        for (long position : new long[] {5, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> store().prefixAt(position)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void an_event_behind_a_prefix_is_not_found_by_its_id() {
        storeFour();
        assertThat(store().prefixAt(2).positionOf("e2")).isEqualTo(2);
        assertThat(store().prefixAt(2).positionOf("e3")).isZero();
    }

    @Test
    default void an_aggregate_in_a_prefix_is_as_it_was_there() {
        storeFour();
        assertThat(store().prefixAt(2).version("a-1")).isEqualTo(1);
        assertThat(store().prefixAt(3).version("a-1")).isEqualTo(2);
        assertThat(store().prefixAt(2).aggregate("a-1").orElseThrow().lastTimestamp())
                .isEqualTo(log().event(1).timestamp());
        assertThat(store().prefixAt(3).aggregate("a-1").orElseThrow().lastTimestamp())
                .isEqualTo(log().event(3).timestamp());
        assertThat(store().prefixAt(3).aggregate("c-1")).isEmpty();
    }

    @Test
    default void aggregates_are_counted_and_listed_as_of_a_prefix() {
        storeFour();
        assertThat(IntStream.rangeClosed(0, 4)
                        .mapToLong(p -> store().prefixAt(p).aggregateCount()))
                .containsExactly(0L, 1L, 2L, 2L, 3L);
        assertThat(store().prefixAt(3).aggregates(null, null, 0, 10).aggregates())
                .extracting(a -> a.aggregateId() + a.version())
                .containsExactly("a-12", "b-11");
    }

    @Test
    default void a_history_ends_with_its_prefix() {
        storeFour();
        LogPrefix prefix = store().prefixAt(2);
        assertThat(Reading.history(prefix, "a-1")).containsExactly(1L);
        assertThat(Reading.list(prefix.history("a-1", 1, 2, Order.DESCENDING))).containsExactly(1L);
        assertThat(Reading.list(prefix.history("a-1", 2, 2, Order.DESCENDING))).isEmpty();
    }

    @Test
    default void every_kind_of_search_ends_with_its_prefix() {
        storeFour();
        LogPrefix prefix = store().prefixAt(3);
        for (Criteria criteria : List.of(
                Criteria.builder().tags(List.of("t")).build(),
                Criteria.builder().values(Dimension.USER_ID, List.of("u")).build(),
                Criteria.builder().eventTypes("A", "B").build())) {
            assertThat(Reading.search(prefix, criteria)).containsExactly(1L, 2L);
            assertThat(Reading.list(prefix.search(criteria, Sort.TIMESTAMP, Order.ASCENDING, 0)))
                    .containsExactly(2L, 1L);
        }
        assertThat(Reading.list(prefix.search(Criteria.ALL, Sort.TIMESTAMP, Order.DESCENDING, 0)))
                .containsExactly(1L, 3L, 2L);
    }

    @Test
    default void the_last_match_of_a_query_lies_within_the_prefix() {
        storeFour();
        EventQuery query = new EventQuery(List.of(new EventQuery.Item(Set.of("A"), Set.of("t"))));
        assertThat(log().lastMatch(query, 0)).isEqualTo(4);
        assertThat(store().prefixAt(3).lastMatch(query, 0)).isEqualTo(1);
        assertThat(store().prefixAt(3).lastMatch(query, 1)).isZero();
        assertThat(log().lastMatch(query, 1)).isEqualTo(4);
        assertThat(log().lastMatch(query, 4)).isZero();
    }

    @Test
    @Tag("slow")
    default void a_prefix_does_not_change_while_appends_go_on() {
        storeFour();
        LogPrefix prefix = log();
        List<String> before = Reading.json(prefix);
        for (int i = 0; i < 2_000; i++) {
            stored(event("a-1", "A").tags("t").user("u"), event("n-" + i, "A"));
        }
        assertThat(prefix.position()).isEqualTo(4);
        assertThat(Reading.json(prefix)).isEqualTo(before).hasSize(4);
        assertThat(prefix.version("a-1")).isEqualTo(2);
        assertThat(prefix.aggregateCount()).isEqualTo(3);
        assertThat(Reading.history(prefix, "a-1")).containsExactly(1L, 3L);
        assertThat(Reading.search(prefix, Criteria.builder().eventTypes("A").build()))
                .containsExactly(1L, 4L);
        assertThat(Reading.search(prefix, Criteria.builder().tags(List.of("t")).build()))
                .containsExactly(1L, 2L, 4L);
    }

    @Test
    default void a_prefix_as_of_a_time_holds_what_was_recorded_until_then() {
        storeFour();
        clock().set(FakeClock.START_NANOS + 10);
        stored(event("d-1", "D"), event("d-1", "D"));
        clock().set(FakeClock.START_NANOS + 20);
        stored(event("d-1", "D"));
        long[] offsets = {-1, 0, 9, 10, 19, 20, 1_000};
        assertThat(IntStream.range(0, offsets.length)
                        .mapToLong(i -> store().prefixAsOf(FakeClock.START_NANOS + offsets[i])
                                .position()))
                .containsExactly(0L, 4L, 4L, 6L, 6L, 7L, 7L);
        assertThat(store().prefixAsOf(Long.MIN_VALUE).position()).isZero();
        assertThat(store().prefixAsOf(Long.MAX_VALUE).position()).isEqualTo(7);
    }

    @Test
    default void a_prefix_as_of_a_time_goes_by_recording_not_by_the_events_own_times() {
        stored(event("a-1", "A").at(FakeClock.START_NANOS + 1_000));
        clock().set(FakeClock.START_NANOS + 10);
        stored(event("a-1", "A").at(1));
        assertThat(store().prefixAsOf(FakeClock.START_NANOS + 9).position()).isEqualTo(1);
        assertThat(store().prefixAsOf(FakeClock.START_NANOS + 10).position()).isEqualTo(2);
    }

    @Test
    default void a_prefix_as_of_a_time_is_right_when_the_clock_has_gone_back() {
        stored(event("a-1", "A"));
        clock().set(FakeClock.START_NANOS - 100);
        stored(event("a-1", "A"));
        assertThat(store().prefixAsOf(FakeClock.START_NANOS - 1).position()).isZero();
        assertThat(store().prefixAsOf(FakeClock.START_NANOS).position()).isEqualTo(2);
    }

    @Test
    default void no_match_stands_behind_the_last_candidate() {
        storeFour();
        List<Criteria.Builder> some = List.of(
                Criteria.builder(),
                Criteria.builder().eventTypes("A"),
                Criteria.builder().eventTypes("B", "C"),
                Criteria.builder().tags(List.of("t")),
                Criteria.builder().tags(List.of("t", "none")),
                Criteria.builder().values(Dimension.USER_ID, List.of("u")).aggregateIds(List.of("a-1")),
                Criteria.builder().fromNanos(6).toNanos(8),
                Criteria.builder().after(3),
                Criteria.builder().until(2),
                Criteria.builder().query(new EventQuery(List.of())),
                Criteria.builder().query(new EventQuery(List.of(new EventQuery.Item(Set.of("B"), Set.of("t"))))),
                Criteria.builder().text("{}"));
        for (long position = 0; position <= 4; position++) {
            LogPrefix prefix = store().prefixAt(position);
            for (Criteria.Builder builder : some) {
                Criteria criteria = builder.build();
                long last = prefix.lastCandidate(criteria);
                assertThat(last).isBetween(0L, position);
                assertThat(Reading.search(prefix, criteria)).allMatch(match -> match <= last);
            }
        }
    }

    @Test
    default void what_cannot_match_leaves_the_last_candidate_where_it_was() {
        storeFour();
        Criteria ofType = Criteria.builder().eventTypes("B", "none").build();
        Criteria unknown = Criteria.builder().correlationIds(List.of("none")).build();
        assertThat(log().lastCandidate(ofType)).isEqualTo(2);
        assertThat(log().lastCandidate(unknown)).isZero();
        stored(event("a-1", "A"), event("a-1", "A"));
        assertThat(log().lastCandidate(ofType)).isEqualTo(2);
        assertThat(log().lastCandidate(unknown)).isZero();
        stored(event("a-1", "B").correlation("none"));
        assertThat(log().lastCandidate(ofType)).isEqualTo(7);
        assertThat(log().lastCandidate(unknown)).isEqualTo(7);
        assertThat(store().prefixAt(6).lastCandidate(ofType)).isEqualTo(2);
    }

    @Test
    default void effects_move_the_last_candidate_whether_their_cause_is_stored_or_not() {
        Criteria caused = Criteria.builder().causationIds(List.of("e1")).build();
        stored(event("a-1", "A").causation("e1"));
        assertThat(log().lastCandidate(caused)).isEqualTo(1);
        stored(event("a-1", "A").id("e1"));
        assertThat(log().lastCandidate(caused)).isEqualTo(1);
        stored(event("a-1", "A").causation("e1"));
        assertThat(log().lastCandidate(caused)).isEqualTo(3);
    }
}
