package dev.mayfly.subscription;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.where.ConditionText;
import dev.mayfly.event.Dimension;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.subscription.Step.Ahead;
import dev.mayfly.subscription.Step.CaughtUp;
import dev.mayfly.subscription.Step.Reset;
import dev.mayfly.subscription.Step.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CatchUpReaderTest {
    private static final int MANY = 3 * CatchUpReader.SLICE_EVENTS;
    private static final Criteria RARE = Criteria.builder().eventTypes("Rare").build();

    private final ResettableStore store = ResettableStore.empty();

    private CatchUpReader reader(Criteria criteria) {
        return new CatchUpReader(store, criteria, store.beginning());
    }

    private static List<Long> positions(Step step) {
        List<Long> found = new ArrayList<>();
        Positions positions = ((Slice) step).positions();
        for (long position = positions.next(); position != 0; position = positions.next()) {
            found.add(position);
        }
        return found;
    }

    private void addMany(String eventType, String data) {
        store.add(IntStream.range(0, MANY)
                .mapToObj(i -> event("a-" + i % 7, eventType).data(data))
                .toArray(TestEvent[]::new));
    }

    @Test
    void at_the_head_it_is_caught_up() {
        assertThat(reader(Criteria.ALL).next()).isEqualTo(new CaughtUp(store.beginning()));
    }

    @Test
    void beyond_the_head_it_waits_until_the_head_has_come_to_it() {
        CatchUpReader reader =
                new CatchUpReader(store, Criteria.ALL, store.beginning().at(2));
        assertThat(reader.next()).isEqualTo(new Ahead(store.beginning().at(2)));
        store.add("Common");
        assertThat(reader.next()).isEqualTo(new Ahead(store.beginning().at(2)));
        store.add("Common");
        assertThat(reader.next()).isEqualTo(new CaughtUp(store.beginning().at(2)));
        store.add("Common");
        assertThat(positions(reader.next())).containsExactly(3L);
    }

    @Test
    void a_slice_has_what_matches_and_ends_where_the_log_does() {
        store.add("Rare");
        store.add("Common");
        store.add("Rare");
        store.add("Common");
        CatchUpReader reader = reader(RARE);
        Step step = reader.next();
        assertThat(positions(step)).containsExactly(1L, 3L);
        assertThat(step.checkpoint()).isEqualTo(store.beginning().at(4));
        assertThat(reader.checkpoint()).isEqualTo(step.checkpoint());
        assertThat(reader.next()).isEqualTo(new CaughtUp(store.beginning().at(4)));
    }

    @Test
    void a_slice_does_not_change_when_the_log_grows() {
        store.add("Rare");
        Step step = reader(RARE).next();
        store.add("Rare");
        assertThat(positions(step)).containsExactly(1L);
        assertThat(positions(step)).containsExactly(1L);
    }

    @Test
    void it_goes_on_behind_its_checkpoint() {
        store.add("Rare");
        store.add("Rare");
        store.add("Rare");
        CatchUpReader reader = new CatchUpReader(store, RARE, store.beginning().at(2));
        assertThat(positions(reader.next())).containsExactly(3L);
        store.add("Rare");
        assertThat(positions(reader.next())).containsExactly(4L);
    }

    @Test
    void many_events_come_in_slices_of_bounded_length_without_gap_or_repetition() {
        addMany("Common", "{}");
        CatchUpReader reader = reader(Criteria.ALL);
        List<Long> read = new ArrayList<>();
        for (Step step = reader.next(); step instanceof Slice; step = reader.next()) {
            List<Long> positions = positions(step);
            assertThat(positions).hasSizeLessThanOrEqualTo(CatchUpReader.SLICE_EVENTS);
            read.addAll(positions);
        }
        assertThat(read).isEqualTo(LongStream.rangeClosed(1, MANY).boxed().toList());
    }

    @Test
    void rare_events_are_found_over_any_stretch_in_one_slice() {
        store.add("Rare");
        addMany("Common", "{}");
        store.add("Rare");
        Step step = reader(RARE).next();
        assertThat(positions(step)).containsExactly(1L, MANY + 2L);
        assertThat(step.checkpoint().position()).isEqualTo(MANY + 2);
    }

    @Test
    void rare_texts_among_many_events_are_looked_for_in_short_slices() {
        addMany("Common", "{\"a\":1}");
        store.add(event("a-1", "Common").data("{\"a\":\"needle\"}"));
        CatchUpReader reader = reader(Criteria.builder().text("NEEDLE").build());
        Step first = reader.next();
        assertThat(positions(first)).isEmpty();
        assertThat(first.checkpoint().position()).isEqualTo(CatchUpReader.CONTENT_SLICE_EVENTS);
        List<Long> read = new ArrayList<>();
        for (Step step = reader.next(); step instanceof Slice; step = reader.next()) {
            read.addAll(positions(step));
        }
        assertThat(read).containsExactly(MANY + 1L);
    }

    @Test
    void rare_values_among_many_events_are_looked_for_in_short_slices() {
        addMany("Common", "{\"a\":1}");
        store.add(event("a-1", "Common").data("{\"a\":1e400}"));
        Criteria large = Criteria.builder()
                .where(Set.of(ConditionText.parse("where", "data.a>1e399")))
                .build();
        CatchUpReader reader = reader(large);
        assertThat(reader.next().checkpoint().position()).isEqualTo(CatchUpReader.CONTENT_SLICE_EVENTS);
        List<Long> read = new ArrayList<>();
        for (Step step = reader.next(); step instanceof Slice; step = reader.next()) {
            read.addAll(positions(step));
        }
        assertThat(read).containsExactly(MANY + 1L);
    }

    @Test
    void a_slice_can_be_looked_at_by_its_columns() {
        store.add("Common");
        store.add("Rare");
        EventScan scan = ((Slice) reader(Criteria.ALL).next()).scan();
        assertThat(scan.next()).isEqualTo(1);
        assertThat(scan.value(Dimension.EVENT_TYPE, scan.ordinal(Dimension.EVENT_TYPE)))
                .isEqualTo("Common");
        assertThat(scan.next()).isEqualTo(2);
        assertThat(scan.value(Dimension.EVENT_TYPE, scan.ordinal(Dimension.EVENT_TYPE)))
                .isEqualTo("Rare");
        assertThat(scan.next()).isZero();
    }

    @Test
    void another_history_is_read_from_its_beginning() {
        store.add("Rare");
        store.add("Rare");
        CatchUpReader reader = reader(RARE);
        reader.next();
        store.reset();
        store.add("Rare");
        assertThat(reader.next()).isEqualTo(new Reset(store.beginning()));
        assertThat(positions(reader.next())).containsExactly(1L);
        assertThat(reader.next()).isInstanceOf(CaughtUp.class);
    }

    @Test
    void a_checkpoint_of_another_history_is_a_reset() {
        store.add("Rare");
        CatchUpReader reader = new CatchUpReader(store, RARE, new Checkpoint("gone", 77));
        assertThat(reader.next()).isEqualTo(new Reset(store.beginning()));
        assertThat(positions(reader.next())).containsExactly(1L);
    }

    @Test
    void it_passes_over_what_does_not_match_and_stays_before_what_may() {
        CatchUpReader reader = reader(RARE);
        store.add("Common");
        store.add("Common");
        assertThat(reader.pass(store.prefix())).isTrue();
        assertThat(reader.checkpoint().position()).isEqualTo(2);
        store.add("Rare");
        assertThat(reader.pass(store.prefix())).isFalse();
        assertThat(reader.checkpoint().position()).isEqualTo(2);
        assertThat(positions(reader.next())).containsExactly(3L);
    }

    @Test
    void it_does_not_pass_into_another_history() {
        CatchUpReader reader = reader(RARE);
        store.reset();
        assertThat(reader.pass(store.prefix())).isFalse();
        assertThat(reader.next()).isInstanceOf(Reset.class);
    }

    @Test
    void tags_and_aggregates_are_criteria_too() {
        store.add(
                event("a-1", "T").tags("x"),
                event("a-2", "T"),
                event("a-2", "T").tags("x"));
        assertThat(positions(
                        reader(Criteria.builder().tags(List.of("x")).build()).next()))
                .containsExactly(1L, 3L);
        assertThat(Set.copyOf(positions(
                        reader(Criteria.builder().aggregateIds(List.of("a-2")).build())
                                .next())))
                .containsExactlyInAnyOrder(2L, 3L);
    }
}
