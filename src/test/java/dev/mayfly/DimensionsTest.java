package dev.mayfly;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.analytics.Statistics;
import dev.mayfly.cloudevent.CloudEventReader;
import dev.mayfly.cloudevent.Intake;
import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.input.Fields;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.Listing;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows from the table of dimensions without a word about any of them, from door to door. */
class DimensionsTest {
    private final EmbeddedEventStore store = new EmbeddedEventStore("default", 64 << 20, new FakeClock());

    static List<Dimension> inMetadata() {
        return Dimension.IN_METADATA;
    }

    private void append(Dimension dimension, String... values) {
        for (String value : values) {
            Reading.append(store, TestEvent.append(event("a-1", "T").indexed(dimension, value)));
        }
    }

    @ParameterizedTest
    @MethodSource("inMetadata")
    void events_are_found_by_what_stands_in_their_metadata(Dimension dimension) {
        String text = "{\"aggregateId\":\"a-1\",\"eventType\":\"T\",\"metadata\":{\"x\":1,\"%s\":%s}}";
        for (String value : List.of("\"v\"", "\"w\"", "7", "\"\\u0076\"")) {
            byte[] json = text.formatted(dimension.field(), value).getBytes(StandardCharsets.UTF_8);
            Reading.append(
                    store,
                    Append.of(EventParser.events(json, json.length, null, new EventParser.Limits(1 << 20, 100))));
        }
        Fields fields = Fields.ofQuery(dimension.field() + "=v", Set.of(), CriteriaReader.REPEATABLE);
        Criteria criteria = CriteriaReader.criteria(fields);
        assertThat(Reading.search(store.prefix(), criteria)).containsExactly(1L, 4L);
        assertThat(store.prefix().lastCandidate(criteria)).isEqualTo(4);
        Reading.append(store, TestEvent.append(event("a-1", "T")));
        assertThat(store.prefix().lastCandidate(criteria)).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("inMetadata")
    void several_values_mean_any_of_them(Dimension dimension) {
        append(dimension, "v", "w", "v", "x", null);
        assertThat(Reading.search(
                        store.prefix(),
                        Criteria.builder().values(dimension, List.of("v", "x")).build()))
                .containsExactly(1L, 3L, 4L);
    }

    @ParameterizedTest
    @MethodSource("inMetadata")
    void a_fork_and_its_original_go_apart(Dimension dimension) {
        append(dimension, "v", "w");
        EmbeddedEventStore fork = new EmbeddedEventStore("fork", 64 << 20, new FakeClock());
        fork.restore(store.image(1));
        append(dimension, "v");
        Criteria ofV = Criteria.builder().values(dimension, List.of("v")).build();
        Criteria ofW = Criteria.builder().values(dimension, List.of("w")).build();
        assertThat(Reading.search(fork.prefix(), ofV)).containsExactly(1L);
        assertThat(Reading.search(fork.prefix(), ofW)).isEmpty();
        assertThat(Reading.search(store.prefix(), ofV)).containsExactly(1L, 3L);
    }

    @ParameterizedTest
    @MethodSource("inMetadata")
    void scans_tell_the_value_and_statistics_count_by_it(Dimension dimension) {
        append(dimension, "v", null, "v");
        EventScan scan = store.prefix().scan(Criteria.ALL, Sort.POSITION);
        List<String> seen = new ArrayList<>();
        while (scan.next() != 0) {
            int ordinal = scan.ordinal(dimension);
            seen.add(ordinal == 0 ? "" : scan.value(dimension, ordinal));
        }
        assertThat(seen).containsExactly("v", "", "v");
        Statistics statistics = Statistics.of(store.prefix().scan(Criteria.ALL, Sort.POSITION), ZoneOffset.UTC);
        if (dimension.breakdown() != null) {
            assertThat(statistics.byDimension()).containsEntry(dimension, Map.of("v", 2L, "unknown", 1L));
        }
    }

    @ParameterizedTest
    @MethodSource("inMetadata")
    void a_cloud_event_brings_the_value_and_takes_it_along(Dimension dimension) {
        byte[] text = ("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\",\"subject\":\"a-1\",\""
                        + dimension.extension() + "\":\"v\"}")
                .getBytes(StandardCharsets.UTF_8);
        Intake intake = new Intake("/mayfly", 1 << 20);
        Reading.append(
                store, Append.of(intake.batch(List.of(CloudEventReader.structured(text, text.length)), index -> "")));
        assertThat(Reading.search(
                        store.prefix(),
                        Criteria.builder().values(dimension, List.of("v")).build()))
                .containsExactly(1L);
        JsonBuffer out = new JsonBuffer(256);
        new Outlet("/mayfly").writeJson(store.prefix().event(1), out);
        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8))
                .contains("\"" + dimension.extension() + "\":\"v\"")
                .doesNotContain("metadata");
    }

    @ParameterizedTest
    @EnumSource
    void a_cursor_carries_the_criteria_of_each_dimension(Dimension dimension) {
        Criteria criteria =
                Criteria.builder().values(dimension, List.of("v", "w")).build();
        Listing.Search search = new Listing.Search(criteria, Sort.POSITION, Order.ASCENDING);
        Cursor cursor = new Cursor("default", "5f0c", search, AsOf.HEAD, 9, 4, 0, 100);
        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }
}
