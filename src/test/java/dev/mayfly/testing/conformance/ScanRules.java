package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events looked at by their columns. */
interface ScanRules extends StoreFixture {
    private List<Long> causes(LogPrefix log) {
        List<Long> causes = new ArrayList<>();
        EventScan scan = log.scan(Criteria.ALL, Sort.POSITION);
        while (scan.next() != 0) {
            causes.add(scan.cause());
        }
        return causes;
    }

    private String text(EventScan scan, Dimension dimension) {
        return scan.value(dimension, scan.ordinal(dimension));
    }

    private int[] ordinals(EventScan scan) {
        return Stream.of(
                        Dimension.EVENT_TYPE,
                        Dimension.AGGREGATE_ID,
                        Dimension.AGGREGATE_TYPE,
                        Dimension.ORGANIZATION_ID,
                        Dimension.USER_ID)
                .mapToInt(scan::ordinal)
                .toArray();
    }

    @Test
    default void a_scan_sees_what_a_search_finds_in_either_order() {
        long[] times = {50, 10, 30, 10, 99};
        for (long time : times) {
            stored(event("a-" + time, "T").at(time));
            stored(event("b-" + time, "Other").at(time));
        }
        Criteria criteria = Criteria.builder().eventTypes("T").build();
        for (Sort sort : Sort.values()) {
            List<Long> found = Reading.list(log().search(criteria, sort, Order.ASCENDING, 0));
            assertThat(Reading.list(log().scan(criteria, sort))).hasSize(5).isEqualTo(found);
        }
    }

    @Test
    default void a_scan_tells_each_property_and_its_text() {
        stored(event("a-1", "Made").at(7).organization("o").user("u"));
        stored(event("b-1", "Used").at(-5).aggregateType("Special").user("v"));
        EventScan scan = log().scan(Criteria.ALL, Sort.POSITION);
        assertThat(scan.next()).isEqualTo(1);
        assertThat(scan.timestampNanos()).isEqualTo(7);
        assertThat(text(scan, Dimension.EVENT_TYPE)).isEqualTo("Made");
        assertThat(text(scan, Dimension.AGGREGATE_ID)).isEqualTo("a-1");
        assertThat(text(scan, Dimension.AGGREGATE_TYPE)).isEqualTo("A");
        assertThat(text(scan, Dimension.ORGANIZATION_ID)).isEqualTo("o");
        assertThat(text(scan, Dimension.USER_ID)).isEqualTo("u");
        assertThat(scan.next()).isEqualTo(2);
        assertThat(scan.timestampNanos()).isEqualTo(-5);
        assertThat(text(scan, Dimension.EVENT_TYPE)).isEqualTo("Used");
        assertThat(text(scan, Dimension.AGGREGATE_ID)).isEqualTo("b-1");
        assertThat(text(scan, Dimension.AGGREGATE_TYPE)).isEqualTo("Special");
        assertThat(scan.ordinal(Dimension.ORGANIZATION_ID)).isZero();
        assertThat(text(scan, Dimension.USER_ID)).isEqualTo("v");
        assertThat(scan.next()).isZero();
        assertThat(scan.next()).isZero();
    }

    @Test
    default void a_scan_tells_the_payload() {
        stored(event("a-1", "Made").data("{\"total\": 1.0}").metadata("{\"by\":\"x\"}"));
        stored(event("a-1", "Used").tags("t"));
        EventScan scan = log().scan(Criteria.ALL, Sort.POSITION);
        scan.next();
        assertThat(scan.data()).hasToString("{\"total\": 1.0}");
        assertThat(scan.metadata()).hasToString("{\"by\":\"x\"}");
        scan.next();
        assertThat(scan.data()).hasToString("{}");
        assertThat(scan.metadata()).isNull();
    }

    @Test
    default void equal_texts_have_one_ordinal_and_others_another() {
        stored(event("a-1", "T").organization("x").user("x"));
        stored(event("a-2", "S").organization("y"));
        stored(event("a-1", "T").organization("x").user("z"));
        EventScan scan = log().scan(Criteria.ALL, Sort.POSITION);
        scan.next();
        int[] first = ordinals(scan);
        scan.next();
        int[] second = ordinals(scan);
        scan.next();
        int[] third = ordinals(scan);
        assertThat(third).startsWith(first[0], first[1], first[2], first[3]);
        assertThat(third[4]).isNotEqualTo(first[4]);
        assertThat(second[0]).isNotEqualTo(first[0]);
        assertThat(second[1]).isNotEqualTo(first[1]);
        assertThat(second[2]).isEqualTo(first[2]);
        assertThat(second[3]).isNotEqualTo(first[3]);
        assertThat(second[4]).isZero();
        assertThat(first).doesNotContain(0);
    }

    @Test
    default void a_cause_is_found_wherever_it_stands() {
        stored(event("a-1", "T").id("first"));
        stored(event("a-1", "T").causation("first"));
        stored(event("a-1", "T").causation("later"));
        stored(event("a-1", "T").id("self").causation("self"));
        stored(event("a-1", "T").causation("nowhere"));
        stored(event("a-1", "T").id("later"));
        assertThat(causes(log())).containsExactly(0L, 1L, 6L, 4L, 0L, 0L);
    }

    @Test
    default void a_cause_beyond_the_prefix_is_none() {
        stored(event("a-1", "T").causation("later"));
        stored(event("a-1", "T").id("later"));
        assertThat(causes(store().prefixAt(1))).containsExactly(0L);
        assertThat(causes(log())).containsExactly(2L, 0L);
    }

    @Test
    default void a_scan_ends_with_its_prefix() {
        stored(event("a-1", "T"), event("a-1", "T"));
        LogPrefix log = log();
        EventScan before = log.scan(Criteria.ALL, Sort.TIMESTAMP);
        stored(event("a-1", "T"));
        assertThat(Reading.list(before)).containsExactly(1L, 2L);
        assertThat(Reading.list(log.scan(Criteria.ALL, Sort.POSITION))).containsExactly(1L, 2L);
    }
}
