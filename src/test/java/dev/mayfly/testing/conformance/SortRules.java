package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.support.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of a search's result, and walks over it page by page. */
interface SortRules extends StoreFixture {
    private void storeBackdated() {
        long[] times = {50, 10, 30, 10, 99, 30, 10};
        for (long time : times) {
            stored(event("a-" + time, "T").tags("t").at(time));
        }
        stored(event("b-1", "Other").at(20));
    }

    private List<Long> sorted(Sort sort, Order order) {
        return Reading.list(log().search(Criteria.builder().eventTypes("T").build(), sort, order, 0));
    }

    /** Walks over a result in pages, appending events that match in between, and returns what it saw. */
    private List<Long> walk(Criteria criteria, Sort sort, Order order, int pageSize) {
        LogPrefix pinned = log();
        List<Long> seen = new ArrayList<>();
        long last = 0;
        while (true) {
            Positions page = pinned.search(criteria, sort, order, last);
            for (int i = 0; i < pageSize; i++) {
                long position = page.next();
                if (position == 0) {
                    return seen;
                }
                seen.add(position);
                last = position;
            }
            if (seen.size() <= 2 * pageSize) {
                stored(event("late-1", "T").tags("t").at(10));
            }
        }
    }

    private void assertWalks(Criteria criteria) {
        storeBackdated();
        for (Sort sort : Sort.values()) {
            for (Order order : Order.values()) {
                for (int pageSize = 1; pageSize <= 4; pageSize++) {
                    List<Long> whole = Reading.list(log().search(criteria, sort, order, 0));
                    assertThat(whole).hasSizeGreaterThan(6);
                    assertThat(walk(criteria, sort, order, pageSize))
                            .as("%s %s by %d", sort, order, pageSize)
                            .isEqualTo(whole);
                }
            }
        }
    }

    @Test
    default void by_position_ascending_is_the_order_of_the_log() {
        storeBackdated();
        assertThat(sorted(Sort.POSITION, Order.ASCENDING)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    default void by_position_descending_is_its_reverse() {
        storeBackdated();
        assertThat(sorted(Sort.POSITION, Order.DESCENDING)).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    default void by_timestamp_ascending_equal_times_are_in_the_order_of_the_log() {
        storeBackdated();
        assertThat(sorted(Sort.TIMESTAMP, Order.ASCENDING)).containsExactly(2L, 4L, 7L, 3L, 6L, 1L, 5L);
    }

    @Test
    default void by_timestamp_descending_is_its_exact_reverse() {
        storeBackdated();
        assertThat(sorted(Sort.TIMESTAMP, Order.DESCENDING)).containsExactly(5L, 1L, 6L, 3L, 7L, 4L, 2L);
    }

    @Test
    default void everything_is_sorted_by_timestamp_when_nothing_is_asked_for() {
        storeBackdated();
        assertThat(Reading.list(log().search(Criteria.ALL, Sort.TIMESTAMP, Order.ASCENDING, 0)))
                .containsExactly(2L, 4L, 7L, 8L, 3L, 6L, 1L, 5L);
    }

    @Test
    default void a_range_of_time_is_sorted_too() {
        storeBackdated();
        Criteria range = Criteria.builder().fromNanos(20).toNanos(50).build();
        assertThat(Reading.list(log().search(range, Sort.TIMESTAMP, Order.ASCENDING, 0)))
                .containsExactly(8L, 3L, 6L, 1L);
        assertThat(Reading.list(log().search(range, Sort.TIMESTAMP, Order.DESCENDING, 0)))
                .containsExactly(1L, 6L, 3L, 8L);
    }

    @Test
    default void times_over_many_days_are_sorted() {
        String[] times = {
            "2026-01-02T00:00:00Z",
            "1999-12-31T23:59:59Z",
            "2026-01-01T23:59:59.999999999Z",
            "1678-01-01T00:00:00Z",
            "2026-01-02T00:00:00Z",
            "2261-01-01T00:00:00Z",
            "1969-01-01T00:00:00Z"
        };
        for (String time : times) {
            stored(event("a-1", "T").at(time));
        }
        assertThat(sorted(Sort.TIMESTAMP, Order.ASCENDING)).containsExactly(4L, 7L, 2L, 3L, 1L, 5L, 6L);
        assertThat(sorted(Sort.TIMESTAMP, Order.DESCENDING)).containsExactly(6L, 5L, 1L, 3L, 2L, 7L, 4L);
    }

    @Test
    default void a_walk_over_everything_neither_skips_nor_repeats() {
        assertWalks(Criteria.ALL);
    }

    @Test
    default void a_walk_by_event_type_neither_skips_nor_repeats() {
        assertWalks(Criteria.builder().eventTypes("T").build());
    }

    @Test
    default void a_walk_by_tag_neither_skips_nor_repeats() {
        assertWalks(Criteria.builder().tags(List.of("t")).build());
    }

    @Test
    default void a_walk_over_several_aggregates_neither_skips_nor_repeats() {
        assertWalks(Criteria.builder()
                .aggregateIds(List.of("a-10", "a-30", "a-50", "a-99", "late-1"))
                .build());
    }

    @Test
    default void a_walk_over_a_range_of_time_neither_skips_nor_repeats() {
        assertWalks(Criteria.builder().fromNanos(10).toNanos(99).build());
    }

    @Test
    default void a_walk_that_resumes_behind_the_last_event_is_at_its_end() {
        storeBackdated();
        Criteria criteria = Criteria.builder().eventTypes("T").build();
        assertThat(Reading.list(log().search(criteria, Sort.TIMESTAMP, Order.ASCENDING, 1)))
                .containsExactly(5L);
        assertThat(Reading.list(log().search(criteria, Sort.TIMESTAMP, Order.ASCENDING, 5)))
                .isEmpty();
        assertThat(Reading.list(log().search(criteria, Sort.POSITION, Order.DESCENDING, 1)))
                .isEmpty();
    }
}
