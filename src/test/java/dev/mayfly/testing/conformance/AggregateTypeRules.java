package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.append.AppendResult.TypeMismatch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The type of an aggregate: given, known or taken from its id. */
interface AggregateTypeRules extends StoreFixture {
    private void assertDerived(String aggregateId, String type) {
        RecordedEvent event = recorded(event(aggregateId, "Happened"));
        assertThat(event.aggregateType()).as(aggregateId).isEqualTo(type);
        assertThat(log().aggregate(aggregateId))
                .hasValueSatisfying(a -> assertThat(a.aggregateType()).isEqualTo(type));
    }

    @Test
    default void a_type_left_out_is_the_ids_part_before_the_first_dash_capitalised() {
        assertDerived("payment-123", "Payment");
        assertDerived("orderLine-1-2", "OrderLine");
        assertDerived("X-1", "X");
        assertDerived("deadbeef-1", "Deadbeef");
    }

    @Test
    default void the_whole_id_gives_the_type_when_it_has_no_dash() {
        assertDerived("payment", "Payment");
        assertDerived("123", "Unknown");
    }

    @Test
    default void a_part_without_a_letter_gives_no_type() {
        assertDerived("123-abc", "Unknown");
        assertDerived("-abc", "Unknown");
        assertDerived("\uD83D\uDE80-1", "Unknown");
    }

    @Test
    default void one_letter_anywhere_in_the_part_is_enough() {
        assertDerived("1a-2", "1a");
        assertDerived("_x-1", "_x");
    }

    @Test
    default void letters_beyond_ascii_are_letters() {
        assertDerived("\u00e9lan-1", "\u00c9lan");
        assertDerived("\u652f\u6255-1", "\u652f\u6255");
    }

    @Test
    default void an_id_that_is_a_uuid_in_any_case_gives_no_type() {
        assertDerived("abcdefab-cdef-4abc-8def-abcdefabcdef", "Unknown");
        assertDerived("ABCDEFAB-CDEF-4ABC-8DEF-ABCDEFABCDEF", "Unknown");
    }

    @Test
    default void an_id_that_is_nearly_a_uuid_gives_a_type() {
        assertDerived("abcdefab-cdef-4abc-8def-abcdefabcde", "Abcdefab");
        assertDerived("abcdefab-cdef-4abc-8def-abcdefabcdeg", "Abcdefab");
    }

    @Test
    default void a_type_given_is_taken_and_known_from_then_on() {
        stored(event("payment-1", "A").aggregateType("Money"));
        assertThat(recorded(event("payment-1", "A")).aggregateType()).isEqualTo("Money");
        assertThat(recorded(event("payment-1", "A").aggregateType("Money")).aggregateType())
                .isEqualTo("Money");
        assertThat(found(Criteria.builder().aggregateTypes(List.of("Money")))).containsExactly(1L, 2L, 3L);
    }

    @Test
    default void a_type_given_is_known_to_the_later_events_of_its_batch() {
        stored(event("payment-1", "A").aggregateType("Money"), event("payment-1", "A"));
        assertThat(log().event(2).aggregateType()).isEqualTo("Money");
    }

    @Test
    default void a_second_type_for_a_known_aggregate_is_refused() {
        stored(event("payment-1", "A").aggregateType("Money"));
        refused(
                new TypeMismatch("payment-1", "Money", "Payment", 0),
                event("payment-1", "A").aggregateType("Payment"));
    }

    @Test
    default void a_second_type_for_an_aggregate_with_a_derived_type_is_refused() {
        stored(event("payment-1", "A"));
        refused(
                new TypeMismatch("payment-1", "Payment", "payment", 0),
                event("payment-1", "A").aggregateType("payment"));
    }

    @Test
    default void two_types_for_a_new_aggregate_in_one_batch_are_refused() {
        stored(event("b-1", "A"));
        refused(
                new TypeMismatch("a-1", "X", "Y", 2),
                event("a-1", "A").aggregateType("X"),
                event("b-1", "A"),
                event("a-1", "A").aggregateType("Y"));
        assertThat(log().version("a-1")).isZero();
        assertThat(log().version("b-1")).isEqualTo(1);
    }

    @Test
    default void a_type_given_after_one_was_derived_in_the_same_batch_is_refused() {
        stored(event("b-1", "A"));
        refused(
                new TypeMismatch("a-1", "A", "X", 1),
                event("a-1", "A"),
                event("a-1", "A").aggregateType("X"));
    }

    @Test
    default void the_first_event_of_the_batch_that_gives_a_second_type_is_named() {
        stored(event("b-1", "A").aggregateType("B"));
        refused(
                new TypeMismatch("a-1", "X", "Y", 1),
                event("a-1", "A").aggregateType("X"),
                event("a-1", "A").aggregateType("Y"),
                event("b-1", "A").aggregateType("C"));
        refused(
                new TypeMismatch("b-1", "B", "C", 1),
                event("a-1", "A").aggregateType("X"),
                event("b-1", "A").aggregateType("C"),
                event("a-1", "A").aggregateType("Y"));
    }

    @Test
    default void the_type_of_a_refused_append_is_not_remembered() {
        stored(event("b-1", "A").aggregateType("B"));
        refused(
                new TypeMismatch("b-1", "B", "C", 1),
                event("a-1", "A").aggregateType("X"),
                event("b-1", "A").aggregateType("C"));
        assertThat(recorded(event("a-1", "A").aggregateType("Y")).aggregateType())
                .isEqualTo("Y");
    }
}
