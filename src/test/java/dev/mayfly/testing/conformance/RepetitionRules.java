package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.EventQuery;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.DuplicateEvent;
import dev.mayfly.eventstore.append.AppendResult.RepeatedEventId;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Appends that bear the ids of events which are in the log already. */
interface RepetitionRules extends StoreFixture {
    private static TestEvent numbered(int number) {
        return event("a-" + number % 2, "T").id("e" + number).data("{\"n\": " + number + "}");
    }

    private static Append numbers(int... numbers) {
        TestEvent[] events = new TestEvent[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            events[i] = numbered(numbers[i]);
        }
        return TestEvent.append(events);
    }

    private static TestEvent full() {
        return event("a-1", "T")
                .id("e1")
                .aggregateType("Type")
                .at(1_000)
                .correlation("c")
                .causation("x")
                .tags("t1", "t2")
                .traceparent("00-1")
                .metadata("{\"m\": 1}")
                .data("{\"n\": 1.0}");
    }

    private void assertDifferent(UnaryOperator<TestEvent> change) {
        stored(event("b-1", "B"), full());
        refused(new DuplicateEvent("e1", 2), change.apply(full()));
    }

    private void replayed(Appended expected, Append append) {
        assertThat(expected.replayed()).isTrue();
        refused(expected, append);
    }

    @Test
    default void a_repeated_event_is_answered_with_its_place_and_not_stored_again() {
        stored(event("a-1", "T"), event("b-1", "T"));
        stored(full().aggregate("a-2"));
        replayed(new Appended(3, 3, 1, 1, true), TestEvent.append(full().aggregate("a-2")));
    }

    @Test
    default void a_repeated_batch_is_answered_with_its_places() {
        stored(numbers(9));
        stored(numbers(1, 2, 3));
        replayed(new Appended(2, 4, 2, 3, true), numbers(1, 2, 3));
        replayed(new Appended(2, 4, 2, 3, true), numbers(1, 2, 3));
    }

    @Test
    default void a_large_batch_is_repeated_however_its_data_is_written() {
        String text = "x".repeat(2_000);
        TestEvent[] first = new TestEvent[40];
        TestEvent[] again = new TestEvent[40];
        for (int i = 0; i < first.length; i++) {
            first[i] = numbered(i).data("{\"n\":" + i + ",\"text\":\"" + text + "\"}");
            again[i] = numbered(i).data("{ \"text\" : \"\\u0078" + text.substring(1) + "\", \"n\": " + i + ".0 }");
        }
        stored(TestEvent.append(first));
        replayed(new Appended(1, 40, 1, 20, true), TestEvent.append(first));
        replayed(new Appended(1, 40, 1, 20, true), TestEvent.append(again));
        again[39] = numbered(39).data("{\"text\":\"" + text + "\",\"n\":40}");
        refused(new DuplicateEvent("e0", 1), TestEvent.append(again));
        again[39] = numbered(41).data("{\"text\":\"" + text + "\"}");
        refused(new DuplicateEvent("e0", 1), TestEvent.append(again));
    }

    @Test
    default void a_part_of_a_batch_counts_as_a_repetition() {
        stored(numbers(1, 2, 3, 4));
        replayed(new Appended(2, 3, 1, 2, true), numbers(2, 3));
        replayed(new Appended(1, 2, 1, 1, true), numbers(1, 2));
        replayed(new Appended(4, 4, 2, 2, true), numbers(4));
    }

    @Test
    default void a_run_over_several_batches_counts_as_a_repetition() {
        stored(numbers(1));
        stored(numbers(2, 3));
        stored(numbers(4));
        replayed(new Appended(1, 4, 1, 2, true), numbers(1, 2, 3, 4));
        replayed(new Appended(3, 4, 2, 2, true), numbers(3, 4));
    }

    @Test
    default void a_repetition_is_answered_whatever_the_expectations_say() {
        Append first = Append.expecting(batch(numbered(1)), "a-1", new ExpectedVersion.None());
        stored(first);
        replayed(new Appended(1, 1, 1, 1, true), first);
        replayed(
                new Appended(1, 1, 1, 1, true),
                Append.expecting(batch(numbered(1)), "a-7", new ExpectedVersion.Exactly(42)));
    }

    @Test
    default void a_repetition_is_answered_whatever_the_condition_says() {
        Append first = new Append(batch(numbered(1)), List.of(), new AppendCondition(new EventQuery(List.of()), 0));
        stored(first);
        replayed(new Appended(1, 1, 1, 1, true), first);
    }

    @Test
    default void fields_left_out_of_the_repetition_are_not_compared() {
        stored(full());
        replayed(
                new Appended(1, 1, 1, 1, true),
                TestEvent.append(event("a-1", "T").id("e1")));
    }

    @Test
    default void a_repetition_in_all_fields_is_one() {
        stored(full());
        replayed(new Appended(1, 1, 1, 1, true), TestEvent.append(full()));
    }

    @Test
    default void the_trace_context_of_the_request_is_not_compared() {
        stored(Append.of(batch(event("a-1", "T").id("e1")).withDefaultTraceparent("00-1")));
        replayed(
                new Appended(1, 1, 1, 1, true),
                Append.of(batch(event("a-1", "T").id("e1")).withDefaultTraceparent("00-2")));
        assertThat(log().event(1).traceparent()).isEqualTo("00-1");
    }

    @Test
    default void a_given_value_that_is_what_the_store_had_chosen_is_the_same() {
        stored(event("a-1", "T").id("e1"));
        replayed(
                new Appended(1, 1, 1, 1, true),
                TestEvent.append(event("a-1", "T")
                        .id("e1")
                        .aggregateType("A")
                        .at(clock().now())
                        .data("{}")));
    }

    @Test
    default void another_event_type_is_no_repetition() {
        assertDifferent(e -> e.type("T2"));
    }

    @Test
    default void another_aggregate_is_no_repetition() {
        assertDifferent(e -> e.aggregate("a-2"));
    }

    @Test
    default void another_aggregate_type_is_no_repetition() {
        assertDifferent(e -> e.aggregateType("Type2"));
    }

    @Test
    default void another_timestamp_is_no_repetition() {
        assertDifferent(e -> e.at(1_001));
    }

    @Test
    default void another_correlation_id_is_no_repetition() {
        assertDifferent(e -> e.correlation("c2"));
    }

    @Test
    default void another_causation_id_is_no_repetition() {
        assertDifferent(e -> e.causation("x2"));
    }

    @Test
    default void other_tags_are_no_repetition() {
        assertDifferent(e -> e.tags("t1", "t3"));
    }

    @Test
    default void fewer_tags_are_no_repetition() {
        assertDifferent(e -> e.tags("t1"));
    }

    @Test
    default void another_trace_context_in_the_event_is_no_repetition() {
        assertDifferent(e -> e.traceparent("00-2"));
    }

    @Test
    default void data_and_metadata_that_are_written_otherwise_are_the_same() {
        TestEvent event = full().metadata("{\"m\": 1, \"n\": [true, null]}").data("{\"a\": 1.0, \"b\": \"\\u0041/\"}");
        stored(event);
        replayed(
                new Appended(1, 1, 1, 1, true),
                TestEvent.append(
                        event.metadata("{\"n\":[true,null],\"m\":1e0}").data(" {\"b\":\"A\\/\",\"a\":10e-1}".strip())));
    }

    @Test
    default void other_metadata_are_no_repetition() {
        assertDifferent(event -> event.metadata("{\"m\":1.5}"));
        refused(new DuplicateEvent("e1", 2), full().metadata("{\"m\":1,\"n\":null}"));
    }

    @Test
    default void other_data_are_no_repetition() {
        assertDifferent(event -> event.data("{\"n\": 1.01}"));
        for (String other : List.of("{\"n\":\"1.0\"}", "{\"N\":1.0}", "{}", "[1.0]", "1.0", "null", "{\"n\":[1.0]}")) {
            refused(new DuplicateEvent("e1", 2), full().data(other));
        }
    }

    @Test
    default void a_field_given_that_the_stored_event_lacks_is_no_repetition() {
        stored(event("a-1", "T").id("e1"));
        for (TestEvent more : List.of(
                event("a-1", "T").id("e1").correlation("c"),
                event("a-1", "T").id("e1").causation("x"),
                event("a-1", "T").id("e1").tags("t"),
                event("a-1", "T").id("e1").traceparent("00"),
                event("a-1", "T").id("e1").metadata("{}"))) {
            refused(new DuplicateEvent("e1", 1), more);
        }
    }

    @Test
    default void one_changed_event_makes_the_whole_batch_no_repetition() {
        stored(numbers(1, 2, 3));
        refused(
                new DuplicateEvent("e1", 1),
                numbered(1),
                numbered(2),
                numbered(3).data("7"));
    }

    @Test
    default void a_new_event_behind_a_known_one_is_refused_with_it() {
        stored(numbers(1, 2));
        refused(new DuplicateEvent("e1", 1), numbers(1, 2, 3));
        assertThat(log().positionOf("e3")).isZero();
        assertThat(append(numbers(3))).isEqualTo(new Appended(3, 3, 2, 2, false));
    }

    @Test
    default void a_new_event_before_a_known_one_is_refused_with_it() {
        stored(numbers(1, 2));
        refused(new DuplicateEvent("e2", 2), numbers(4, 2));
    }

    @Test
    default void a_partial_overlap_names_the_first_known_event_in_the_order_of_the_batch() {
        stored(numbers(1, 3, 7));
        refused(new DuplicateEvent("e7", 3), numbers(2, 7, 14));
        refused(new DuplicateEvent("e7", 3), numbers(2, 7, 1));
        assertThat(log().positionOf("e2") + log().positionOf("e14")).isZero();
    }

    @Test
    default void known_events_that_do_not_stand_next_to_each_other_are_no_repetition() {
        stored(numbers(1));
        stored(numbers(5));
        stored(numbers(2));
        refused(new DuplicateEvent("e1", 1), numbers(1, 2));
    }

    @Test
    default void known_events_in_another_order_are_no_repetition() {
        stored(numbers(1, 2, 3));
        refused(new DuplicateEvent("e2", 2), numbers(2, 1));
        refused(new DuplicateEvent("e3", 3), numbers(3, 2, 1));
    }

    @Test
    default void known_events_with_one_without_an_id_are_no_repetition() {
        stored(numbers(1, 2));
        refused(new DuplicateEvent("e1", 1), numbered(1), numbered(2).id(null));
        refused(new DuplicateEvent("e2", 2), numbered(1).id(null), numbered(2));
    }

    @Test
    default void events_without_ids_are_never_a_repetition() {
        stored(event("a-1", "T").data("1"));
        stored(event("a-1", "T").data("1"));
        assertThat(log().version("a-1")).isEqualTo(2);
    }

    @Test
    default void the_same_id_twice_in_a_batch_is_refused() {
        stored(numbers(9));
        refused(new RepeatedEventId("e1", 2), numbers(1, 2, 1));
        refused(new RepeatedEventId("e2", 3), numbers(1, 2, 3, 2, 1));
        assertThat(log().positionOf("e1")).isZero();
    }

    @Test
    default void the_same_id_twice_in_a_batch_comes_before_a_known_one() {
        stored(numbers(1, 2));
        refused(new RepeatedEventId("e1", 1), numbers(1, 1));
        refused(new RepeatedEventId("e5", 2), numbers(2, 5, 5));
    }

    @Test
    default void a_known_id_comes_before_expectations_and_types() {
        stored(event("a-1", "T").id("e1").aggregateType("X"));
        refused(
                new DuplicateEvent("e1", 1),
                Append.expecting(
                        batch(event("a-1", "T").id("e1").aggregateType("Y")), "a-1", new ExpectedVersion.None()));
    }

    @Test
    default void the_ids_of_a_refused_append_are_still_free() {
        stored(numbers(9));
        append(Append.expecting(batch(numbered(1), numbered(2)), "a-1", new ExpectedVersion.Exactly(77)));
        append(numbers(1, 9));
        append(numbers(1, 1));
        assertThat(append(numbers(2, 1))).isEqualTo(new Appended(2, 3, 1, 2, false));
    }

    @Test
    default void an_id_that_the_store_made_is_known_too() {
        stored(event("a-1", "T"));
        String id = log().event(1).eventId();
        replayed(
                new Appended(1, 1, 1, 1, true),
                TestEvent.append(event("a-1", "T").id(id)));
        refused(new DuplicateEvent(id, 1), event("a-2", "T").id(id));
    }
}
