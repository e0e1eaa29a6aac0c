package dev.mayfly.eventstore.content;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.IndexReport;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Indexes of values that are built in short steps. */
class IndexStepsTest {
    private static final int EVENTS = 10_000;

    private final EmbeddedEventStore store = new EmbeddedEventStore("indexed", 64L << 20, new FakeClock());

    private void append(int count, String text) {
        Reading.append(
                store,
                Append.of(TestEvent.batch(IntStream.range(0, count)
                        .mapToObj(i -> event("a-1", "T").data("{\"a\":" + i + ",\"b\":\"" + text + "\"}"))
                        .toList())));
    }

    private IndexReport report(int index) {
        return store.indexes().get(index);
    }

    /** Takes all steps up to a position, and returns how many. */
    private int steps(long position) {
        int steps = 0;
        while (store.buildSomeOfIndexes(position)) {
            steps++;
        }
        return steps;
    }

    @Test
    void a_step_adds_a_thousand_events_to_one_index() {
        append(EVENTS, "x");
        store.defineIndexes(none -> Map.of("first", "data.a", "second", "data.b"));
        assertThat(store.buildSomeOfIndexes(EVENTS)).isTrue();
        assertThat(report(0).position()).isBetween(1_000L, 1_100L);
        assertThat(report(1).position()).isZero();
        assertThat(steps(EVENTS)).isBetween(15, 25);
        assertThat(store.indexes()).allMatch(index -> index.position() == EVENTS);
        assertThat(report(0).values()).isEqualTo(EVENTS);
    }

    @Test
    void a_step_reads_about_a_mebibyte() {
        append(30, "x".repeat(300_000));
        store.defineIndexes(none -> Map.of("first", "data.a"));
        assertThat(store.buildSomeOfIndexes(30)).isTrue();
        assertThat(report(0).position()).isEqualTo(4);
        assertThat(steps(30)).isEqualTo(7);
        assertThat(report(0).values()).isEqualTo(30);
    }

    @Test
    void steps_end_at_the_position_and_where_there_is_no_memory() {
        append(EVENTS, "x");
        store.defineIndexes(none -> Map.of("first", "data.a"));
        steps(5_000);
        assertThat(report(0).position()).isEqualTo(5_000);
        assertThat(report(0).state()).isEqualTo(IndexReport.State.BUILDING);
        EmbeddedEventStore small = new EmbeddedEventStore("small", 1 << 20, new FakeClock());
        small.defineIndexes(none -> Map.of("first", "data.a"));
        Reading.append(small, TestEvent.append(event("a-1", "T").data("{\"a\":1}")));
        assertThat(small.buildSomeOfIndexes(1)).isFalse();
        assertThat(small.indexes().get(0).state()).isEqualTo(IndexReport.State.FULL);
    }

    @Test
    void a_store_without_indexes_takes_no_step() {
        append(10, "x");
        assertThat(store.buildSomeOfIndexes(10)).isFalse();
    }
}
