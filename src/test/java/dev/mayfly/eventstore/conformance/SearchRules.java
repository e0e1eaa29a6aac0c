package dev.mayfly.eventstore.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.EventQuery.Item;
import dev.mayfly.event.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Searching by each criterion, and by several together. */
interface SearchRules extends StoreFixture {
    private void storeSix() {
        stored(event("order-1", "Placed")
                .id("e1")
                .correlation("c1")
                .organization("acme")
                .user("ann")
                .tags("x", "y")
                .at(10));
        stored(
                event("payment-1", "Paid")
                        .id("e2")
                        .correlation("c1")
                        .causation("e1")
                        .organization("acme")
                        .tags("x")
                        .at(20),
                event("payment-2", "Paid")
                        .id("e3")
                        .correlation("c2")
                        .causation("e1")
                        .user("ann")
                        .tags("y", "x")
                        .at(20));
        stored(event("order-1", "Sent")
                .id("e4")
                .correlation("c1")
                .causation("e2")
                .user("bob")
                .at(30));
        stored(event("order-2", "Placed")
                .id("e5")
                .organization("bolt")
                .user("ann")
                .at(40));
        stored(event("payment-1", "Refunded").id("e6").causation("e9").tags("z").at(5));
    }

    @Test
    default void everything_is_found_without_criteria() {
        storeSix();
        assertThat(found(Criteria.builder())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    default void events_are_found_by_event_type() {
        storeSix();
        assertThat(found(Criteria.builder().eventTypes("Paid"))).containsExactly(2L, 3L);
    }

    @Test
    default void events_are_found_by_any_of_several_event_types() {
        storeSix();
        assertThat(found(Criteria.builder().eventTypes("Placed", "Refunded", "Nothing")))
                .containsExactly(1L, 5L, 6L);
    }

    @Test
    default void events_are_found_by_aggregate_type() {
        storeSix();
        assertThat(found(Criteria.builder().aggregateTypes(List.of("Payment")))).containsExactly(2L, 3L, 6L);
        assertThat(found(Criteria.builder().aggregateTypes(List.of("Payment", "Order"))))
                .hasSize(6);
    }

    @Test
    default void events_are_found_by_aggregate() {
        storeSix();
        assertThat(found(Criteria.builder().aggregateIds(List.of("order-1")))).containsExactly(1L, 4L);
        assertThat(found(Criteria.builder().aggregateIds(List.of("payment-1", "order-1", "order-9"))))
                .containsExactly(1L, 2L, 4L, 6L);
    }

    @Test
    default void events_are_found_by_correlation() {
        storeSix();
        assertThat(found(Criteria.builder().correlationIds(List.of("c1")))).containsExactly(1L, 2L, 4L);
        assertThat(found(Criteria.builder().correlationIds(List.of("c1", "c2"))))
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    default void events_are_found_by_causation() {
        storeSix();
        assertThat(found(Criteria.builder().causationIds(List.of("e1")))).containsExactly(2L, 3L);
        assertThat(found(Criteria.builder().causationIds(List.of("e2", "e1")))).containsExactly(2L, 3L, 4L);
    }

    @Test
    default void events_are_found_by_a_cause_that_is_not_in_the_log() {
        storeSix();
        assertThat(found(Criteria.builder().causationIds(List.of("e9")))).containsExactly(6L);
        assertThat(log().event(6).causationId()).isEqualTo("e9");
    }

    @Test
    default void events_are_found_by_a_cause_that_is_stored_after_them_and_after_it() {
        stored(event("a-1", "A").causation("late"));
        stored(
                event("a-1", "A").causation("late"),
                event("a-1", "A").id("late"),
                event("a-1", "A").causation("late"));
        stored(event("a-1", "A").causation("late"));
        assertThat(found(Criteria.builder().causationIds(List.of("late")))).containsExactly(1L, 2L, 4L, 5L);
        assertThat(log().event(1).causationId()).isEqualTo("late");
        assertThat(log().event(5).causationId()).isEqualTo("late");
        assertThat(log().event(3).causationId()).isNull();
    }

    @Test
    default void an_event_may_be_its_own_cause() {
        stored(event("a-1", "A").id("e1").causation("e1"));
        assertThat(found(Criteria.builder().causationIds(List.of("e1")))).containsExactly(1L);
        assertThat(log().event(1).causationId()).isEqualTo("e1");
    }

    @Test
    default void a_cause_given_as_an_uuid_in_upper_case_stays_as_sent() {
        String id = "0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001";
        String upper = "0198AAAA-BBBB-7CCC-8DDD-EEEEFFFF0001";
        stored(
                event("a-1", "A").id(id),
                event("a-1", "A").causation(upper),
                event("a-1", "A").causation(id));
        assertThat(log().event(2).causationId()).isEqualTo(upper);
        assertThat(found(Criteria.builder().causationIds(List.of(id)))).containsExactly(3L);
        assertThat(found(Criteria.builder().causationIds(List.of(upper)))).containsExactly(2L);
    }

    @Test
    default void events_are_found_by_organisation() {
        storeSix();
        assertThat(found(Criteria.builder().values(Dimension.ORGANIZATION_ID, List.of("acme"))))
                .containsExactly(1L, 2L);
        assertThat(found(Criteria.builder().values(Dimension.ORGANIZATION_ID, List.of("bolt", "acme"))))
                .containsExactly(1L, 2L, 5L);
    }

    @Test
    default void events_are_found_by_user() {
        storeSix();
        assertThat(found(Criteria.builder().values(Dimension.USER_ID, List.of("ann"))))
                .containsExactly(1L, 3L, 5L);
        assertThat(found(Criteria.builder().values(Dimension.USER_ID, List.of("bob", "acme"))))
                .containsExactly(4L);
    }

    @Test
    default void events_are_found_by_a_tag() {
        storeSix();
        assertThat(found(Criteria.builder().tags(List.of("x")))).containsExactly(1L, 2L, 3L);
        assertThat(found(Criteria.builder().tags(List.of("z")))).containsExactly(6L);
    }

    @Test
    default void several_tags_must_all_be_there() {
        storeSix();
        assertThat(found(Criteria.builder().tags(List.of("x", "y")))).containsExactly(1L, 3L);
        assertThat(found(Criteria.builder().tags(List.of("x", "y", "z")))).isEmpty();
        assertThat(found(Criteria.builder().tags(List.of("x", "unknown")))).isEmpty();
    }

    @Test
    default void an_event_with_the_same_tag_twice_is_found_once() {
        stored(event("a-1", "A").tags("x", "x"), event("a-1", "A").tags("x"));
        assertThat(found(Criteria.builder().tags(List.of("x")))).containsExactly(1L, 2L);
        assertThat(log().event(1).tags()).containsExactly("x", "x");
    }

    @Test
    default void the_earliest_timestamp_is_inclusive() {
        storeSix();
        assertThat(found(Criteria.builder().fromNanos(20))).containsExactly(2L, 3L, 4L, 5L);
        assertThat(found(Criteria.builder().fromNanos(21))).containsExactly(4L, 5L);
    }

    @Test
    default void the_latest_timestamp_is_inclusive() {
        storeSix();
        assertThat(found(Criteria.builder().toNanos(20))).containsExactly(1L, 2L, 3L, 6L);
        assertThat(found(Criteria.builder().toNanos(19))).containsExactly(1L, 6L);
    }

    @Test
    default void a_range_of_time_is_by_when_events_happened_not_when_they_were_recorded() {
        storeSix();
        assertThat(found(Criteria.builder().fromNanos(5).toNanos(10))).containsExactly(1L, 6L);
        assertThat(found(Criteria.builder().fromNanos(20).toNanos(20))).containsExactly(2L, 3L);
        assertThat(found(Criteria.builder().fromNanos(21).toNanos(20))).isEmpty();
    }

    @Test
    default void a_range_of_time_spans_days_years_and_1970() {
        stored(
                event("a-1", "A").at("1678-01-01T00:00:00Z"),
                event("a-1", "A").at("1969-12-31T23:59:59.999999999Z"),
                event("a-1", "A").at("1970-01-01T00:00:00Z"),
                event("a-1", "A").at("2026-03-01T00:00:00Z"),
                event("a-1", "A").at("2026-02-28T23:59:59.999999999Z"),
                event("a-1", "A").at("2261-12-31T23:59:59.999999999Z"));
        assertThat(found(Criteria.builder().toNanos(-1))).containsExactly(1L, 2L);
        assertThat(found(Criteria.builder().fromNanos(-1).toNanos(0))).containsExactly(2L, 3L);
        assertThat(found(Criteria.builder().fromNanos(log().timestampNanos(5)).toNanos(log().timestampNanos(4))))
                .containsExactly(4L, 5L);
        assertThat(found(Criteria.builder().fromNanos(log().timestampNanos(4)))).containsExactly(4L, 6L);
    }

    @Test
    default void events_up_to_a_position_are_left_out() {
        storeSix();
        assertThat(found(Criteria.builder().after(4))).containsExactly(5L, 6L);
        assertThat(found(Criteria.builder().after(3).tags(List.of("x")))).isEmpty();
        assertThat(found(Criteria.builder().after(2).tags(List.of("x")))).containsExactly(3L);
        assertThat(found(Criteria.builder().after(6))).isEmpty();
        assertThat(found(Criteria.builder().after(Long.MAX_VALUE))).isEmpty();
    }

    @Test
    default void events_behind_a_position_are_left_out() {
        storeSix();
        assertThat(found(Criteria.builder().until(2))).containsExactly(1L, 2L);
        assertThat(found(Criteria.builder().until(0))).isEmpty();
        assertThat(found(Criteria.builder().after(4).until(5))).containsExactly(5L);
        assertThat(found(Criteria.builder().after(5).until(5))).isEmpty();
        assertThat(found(Criteria.builder().after(5).until(3))).isEmpty();
        assertThat(found(Criteria.builder().until(2).tags(List.of("x")))).doesNotContain(3L);
        assertThat(found(Criteria.builder().until(6))).hasSize(6);
        assertThat(found(Criteria.builder().until(100))).hasSize(6);
    }

    @Test
    default void different_criteria_must_all_be_met() {
        storeSix();
        assertThat(found(Criteria.builder().eventTypes("Paid").correlationIds(List.of("c1"))))
                .containsExactly(2L);
        assertThat(found(Criteria.builder().aggregateTypes(List.of("Order")).values(Dimension.USER_ID, List.of("ann"))))
                .containsExactly(1L, 5L);
        assertThat(found(Criteria.builder()
                        .tags(List.of("x"))
                        .causationIds(List.of("e1"))
                        .fromNanos(20)))
                .containsExactly(2L, 3L);
        assertThat(found(Criteria.builder().eventTypes("Paid").values(Dimension.ORGANIZATION_ID, List.of("bolt"))))
                .isEmpty();
    }

    @Test
    default void a_rare_value_does_not_hide_another_criterion() {
        storeSix();
        for (int i = 0; i < 20; i++) {
            stored(event("order-3", "Common").tags("common").user("common").organization("common"));
        }
        for (Criteria.Builder rare : List.of(
                Criteria.builder().causationIds(List.of("e2")),
                Criteria.builder().correlationIds(List.of("c2")),
                Criteria.builder().aggregateIds(List.of("payment-2")),
                Criteria.builder().eventTypes("Refunded"))) {
            assertThat(found(rare)).hasSize(1);
            assertThat(found(rare.tags(List.of("common")))).isEmpty();
            assertThat(found(rare.tags(List.of()).values(Dimension.USER_ID, List.of("common"))))
                    .isEmpty();
            assertThat(found(rare.values(Dimension.USER_ID, List.of())
                            .values(Dimension.ORGANIZATION_ID, List.of("common"))))
                    .isEmpty();
        }
    }

    @Test
    default void all_criteria_together_find_the_one_event_that_meets_them() {
        storeSix();
        Criteria.Builder all = Criteria.builder()
                .eventTypes("Paid", "Placed")
                .aggregateTypes(List.of("Payment"))
                .aggregateIds(List.of("payment-1", "payment-2"))
                .correlationIds(List.of("c1"))
                .causationIds(List.of("e1", "e2"))
                .values(Dimension.ORGANIZATION_ID, List.of("acme"))
                .tags(List.of("x"))
                .fromNanos(20)
                .toNanos(30)
                .after(1)
                .query(new EventQuery(List.of(new Item(Set.of("Paid"), Set.of("x")))));
        assertThat(found(all)).containsExactly(2L);
        assertThat(found(all.values(Dimension.USER_ID, List.of("ann")))).isEmpty();
    }

    @Test
    default void a_value_that_no_event_has_finds_nothing() {
        storeSix();
        List<String> no = List.of("no");
        assertThat(found(Criteria.builder().eventTypes("Paid"))).isNotEmpty();
        assertThat(List.of(
                        found(Criteria.builder().eventTypes(no)),
                        found(Criteria.builder().aggregateTypes(no)),
                        found(Criteria.builder().aggregateIds(no)),
                        found(Criteria.builder().correlationIds(no)),
                        found(Criteria.builder().causationIds(no)),
                        found(Criteria.builder().values(Dimension.ORGANIZATION_ID, no)),
                        found(Criteria.builder().values(Dimension.USER_ID, no)),
                        found(Criteria.builder().tags(no))))
                .containsOnly(List.of());
    }

    @Test
    default void a_query_narrows_a_search() {
        storeSix();
        EventQuery query = new EventQuery(
                List.of(new Item(Set.of("Placed", "Sent"), Set.of()), new Item(Set.of(), Set.of("x", "y"))));
        assertThat(found(Criteria.builder().query(query))).containsExactly(1L, 3L, 4L, 5L);
        assertThat(found(Criteria.builder().query(query).correlationIds(List.of("c1"))))
                .containsExactly(1L, 4L);
    }

    @Test
    default void a_query_without_items_narrows_nothing() {
        storeSix();
        assertThat(found(Criteria.builder().query(new EventQuery(List.of())))).hasSize(6);
        assertThat(found(Criteria.builder().query(new EventQuery(List.of())).eventTypes("Sent")))
                .containsExactly(4L);
    }

    @Test
    default void a_search_reads_long_lists_right() {
        for (int i = 1; i <= 3_000; i++) {
            stored(event("a-" + i % 500, "T" + i % 3).correlation("c" + i % 100).tags("g" + i % 5, "all"));
        }
        List<Long> found = found(Criteria.builder()
                .eventTypes("T0", "T1")
                .correlationIds(List.of("c10", "c11"))
                .tags(List.of("all")));
        List<Long> expected = new ArrayList<>();
        for (long i = 1; i <= 3_000; i++) {
            if (i % 3 != 2 && (i % 100 == 10 || i % 100 == 11)) {
                expected.add(i);
            }
        }
        assertThat(found).isEqualTo(expected).hasSize(40);
        assertThat(found(Criteria.builder().tags(List.of("all", "g3")).after(2_900)))
                .hasSize(20);
    }
}
