package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.prefix.AggregatePage;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of aggregates, one by one and listed. */
interface AggregateListRules extends StoreFixture {
    private void storeFive() {
        stored(event("order-2", "A"));
        stored(event("payment-1", "A"), event("order-10", "A"), event("order-2", "A"));
        stored(event("order-1", "A"), event("pay", "A").aggregateType("Payment"));
    }

    private List<String> ids(String type, String prefix) {
        AggregatePage page = log().aggregates(type, prefix, 0, 100);
        assertThat(page.next()).isZero();
        return page.aggregates().stream().map(AggregateSummary::aggregateId).toList();
    }

    private static List<String> walk(LogPrefix log, String type, String prefix, int limit) {
        List<String> ids = new ArrayList<>();
        long after = 0;
        do {
            AggregatePage page = log.aggregates(type, prefix, after, limit);
            assertThat(page.aggregates()).hasSizeBetween(1, limit);
            page.aggregates().forEach(aggregate -> ids.add(aggregate.aggregateId()));
            after = page.next();
        } while (after != 0);
        return ids;
    }

    @Test
    default void an_aggregate_is_known_by_its_first_and_last_event() {
        stored(
                event("order-1", "A").at(700),
                event("order-2", "A"),
                event("order-1", "A").at(900));
        stored(event("order-1", "A").at(800));
        assertThat(log().aggregate("order-1"))
                .contains(new AggregateSummary("order-1", "Order", 3, Rfc3339.instant(700), Rfc3339.instant(800)));
    }

    @Test
    default void an_unknown_aggregate_is_not_there() {
        storeFive();
        assertThat(log().aggregate("order-3")).isEmpty();
        assertThat(log().aggregate("order-1")).isPresent();
    }

    @Test
    default void aggregates_are_counted() {
        storeFive();
        assertThat(log().aggregateCount()).isEqualTo(5);
        stored(event("order-1", "A"), event("new-1", "A"));
        assertThat(log().aggregateCount()).isEqualTo(6);
    }

    @Test
    default void aggregates_are_listed_in_the_order_of_their_first_events() {
        storeFive();
        assertThat(ids(null, null)).containsExactly("order-2", "payment-1", "order-10", "order-1", "pay");
    }

    @Test
    default void a_list_says_of_each_aggregate_what_is_known() {
        storeFive();
        assertThat(log().aggregates(null, null, 0, 100).aggregates())
                .hasSize(5)
                .allSatisfy(listed ->
                        assertThat(log().aggregate(listed.aggregateId())).contains(listed));
    }

    @Test
    default void aggregates_are_listed_by_type() {
        storeFive();
        assertThat(ids("Payment", null)).containsExactly("payment-1", "pay");
        assertThat(ids("payment", null)).isEmpty();
    }

    @Test
    default void aggregates_are_listed_by_what_their_ids_begin_with() {
        storeFive();
        assertThat(ids(null, "order-1")).containsExactly("order-10", "order-1");
        assertThat(ids(null, "pay")).containsExactly("payment-1", "pay");
        assertThat(ids(null, "rder")).isEmpty();
        assertThat(ids(null, "")).hasSize(5);
    }

    @Test
    default void aggregates_are_listed_by_type_and_prefix_together() {
        storeFive();
        assertThat(ids("Payment", "payment")).containsExactly("payment-1");
        assertThat(ids("Payment", "order")).isEmpty();
    }

    @Test
    default void ids_beyond_ascii_are_found_by_what_they_begin_with() {
        stored(event("\u00e9\uD83D\uDE80-1", "A"), event("\u00e9\uD83D\uDE81-1", "A"), event("\u00e8", "A"));
        assertThat(ids(null, "\u00e9")).hasSize(2);
        assertThat(ids(null, "\u00e9\uD83D\uDE80")).containsExactly("\u00e9\uD83D\uDE80-1");
    }

    @Test
    default void pages_of_any_size_show_each_aggregate_once() {
        storeFive();
        LogPrefix pinned = log();
        stored(event("later-1", "A"), event("order-1", "A"));
        for (int limit = 1; limit <= 6; limit++) {
            assertThat(walk(pinned, null, null, limit))
                    .containsExactly("order-2", "payment-1", "order-10", "order-1", "pay");
            assertThat(walk(pinned, "Order", null, limit)).containsExactly("order-2", "order-10", "order-1");
            assertThat(walk(pinned, null, "pay", limit)).containsExactly("payment-1", "pay");
        }
    }

    @Test
    default void the_last_page_says_that_there_is_no_next() {
        storeFive();
        assertThat(log().aggregates(null, null, 0, 5).next()).isZero();
        assertThat(log().aggregates(null, null, 0, 4).next()).isNotZero();
        assertThat(log().aggregates("Payment", null, 0, 2).next()).isZero();
        assertThat(log().aggregates("Order", null, 0, 3).next()).isZero();
        assertThat(log().aggregates("Order", null, 0, 2).next()).isNotZero();
    }
}
