package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.EventQuery;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Appends that expect aggregates to be at a version. */
interface ExpectationRules extends StoreFixture {
    private static Append expecting(ExpectedVersion version) {
        return Append.expecting(batch(event("a-1", "A")), "a-1", version);
    }

    private static Append expecting(Expectation... expectations) {
        return new Append(batch(event("c-1", "C")), Arrays.asList(expectations), null);
    }

    private static Expectation at(String aggregateId, long version) {
        return new Expectation(aggregateId, new ExpectedVersion.Exactly(version));
    }

    private void assertConflict(ExpectedVersion expected, long actual) {
        refused(new VersionConflict("a-1", expected, actual), expecting(expected));
    }

    @Test
    default void any_version_goes_for_a_new_aggregate() {
        assertThat(append(expecting(new ExpectedVersion.Any()))).isEqualTo(new Appended(1, 1, 1, 1, false));
    }

    @Test
    default void any_version_goes_for_a_known_aggregate() {
        stored(event("a-1", "A"));
        assertThat(append(expecting(new ExpectedVersion.Any()))).isEqualTo(new Appended(2, 2, 2, 2, false));
    }

    @Test
    default void none_goes_for_a_new_aggregate() {
        assertThat(append(expecting(new ExpectedVersion.None()))).isEqualTo(new Appended(1, 1, 1, 1, false));
    }

    @Test
    default void none_conflicts_with_a_known_aggregate() {
        stored(event("a-1", "A"), event("a-1", "A"));
        assertConflict(new ExpectedVersion.None(), 2);
    }

    @Test
    default void existing_goes_for_a_known_aggregate() {
        stored(event("a-1", "A"));
        assertThat(append(expecting(new ExpectedVersion.Exists()))).isEqualTo(new Appended(2, 2, 2, 2, false));
    }

    @Test
    default void existing_conflicts_with_a_new_aggregate() {
        stored(event("b-1", "A"));
        assertConflict(new ExpectedVersion.Exists(), 0);
    }

    @Test
    default void the_exact_version_goes() {
        stored(event("a-1", "A"), event("b-1", "A"), event("a-1", "A"));
        assertThat(append(expecting(new ExpectedVersion.Exactly(2)))).isEqualTo(new Appended(4, 4, 3, 3, false));
    }

    @Test
    default void the_exact_version_of_this_history_goes() {
        stored(event("a-1", "A"));
        String incarnation = store().incarnation();
        assertThat(append(expecting(new ExpectedVersion.Exactly(1, incarnation))))
                .isEqualTo(new Appended(2, 2, 2, 2, false));
        String mark = incarnation.substring(0, 1);
        assertThat(append(expecting(new ExpectedVersion.Exactly(2, mark)))).isEqualTo(new Appended(3, 3, 3, 3, false));
    }

    @Test
    default void the_exact_version_of_another_history_conflicts() {
        stored(event("a-1", "A"));
        assertConflict(new ExpectedVersion.Exactly(1, store().incarnation() + "x"), 1);
        assertConflict(new ExpectedVersion.Exactly(1, "another"), 1);
    }

    @Test
    default void one_of_several_versions_goes() {
        stored(event("a-1", "A"));
        ExpectedVersion any = new ExpectedVersion.OneOf(
                List.of(new ExpectedVersion.Exactly(1, "another"), new ExpectedVersion.Exactly(2)));
        assertConflict(any, 1);
        stored(event("a-1", "A"));
        assertThat(append(expecting(any))).isEqualTo(new Appended(3, 3, 3, 3, false));
    }

    @Test
    default void version_0_goes_for_a_new_aggregate() {
        assertThat(append(expecting(new ExpectedVersion.Exactly(0)))).isEqualTo(new Appended(1, 1, 1, 1, false));
    }

    @Test
    default void version_0_conflicts_with_a_known_aggregate() {
        stored(event("a-1", "A"));
        assertConflict(new ExpectedVersion.Exactly(0), 1);
    }

    @Test
    default void a_version_already_passed_conflicts() {
        stored(event("a-1", "A"), event("a-1", "A"), event("a-1", "A"));
        assertConflict(new ExpectedVersion.Exactly(2), 3);
    }

    @Test
    default void a_version_not_yet_reached_conflicts() {
        stored(event("a-1", "A"), event("b-1", "B"), event("b-1", "B"));
        assertConflict(new ExpectedVersion.Exactly(2), 1);
        assertConflict(new ExpectedVersion.Exactly(Long.MAX_VALUE), 1);
    }

    @Test
    default void the_version_before_the_batch_counts_not_one_within_it() {
        stored(event("a-1", "A"));
        Append three = Append.expecting(
                batch(event("a-1", "A"), event("a-1", "A"), event("a-1", "A")), "a-1", new ExpectedVersion.Exactly(1));
        assertThat(append(three)).isEqualTo(new Appended(2, 4, 2, 4, false));
        refused(new VersionConflict("a-1", new ExpectedVersion.Exactly(1), 4), three);
    }

    @Test
    default void an_aggregate_that_is_not_appended_to_can_be_expected_too() {
        stored(event("a-1", "A"));
        stored(expecting(at("a-1", 1)));
        refused(new VersionConflict("a-1", new ExpectedVersion.Exactly(2), 1), expecting(at("a-1", 2)));
        assertThat(log().version("a-1")).isEqualTo(1);
    }

    @Test
    default void all_expectations_must_hold() {
        stored(event("a-1", "A"), event("b-1", "B"));
        stored(expecting(at("a-1", 1), at("b-1", 1), at("c-1", 0)));
        refused(
                new VersionConflict("c-1", new ExpectedVersion.Exactly(0), 1),
                expecting(at("a-1", 1), at("b-1", 1), at("c-1", 0)));
    }

    @Test
    default void the_first_expectation_in_order_that_does_not_hold_is_named() {
        stored(event("a-1", "A"), event("b-1", "B"));
        refused(
                new VersionConflict("b-1", new ExpectedVersion.Exactly(7), 1),
                expecting(at("a-1", 1), at("b-1", 7), at("a-1", 9)));
    }

    @Test
    default void an_aggregate_that_is_not_named_may_be_at_any_version() {
        stored(event("a-1", "A"), event("b-1", "B"), event("b-1", "B"));
        Append append = Append.expecting(
                batch(event("a-1", "A"), event("b-1", "B"), event("d-1", "D")), "a-1", new ExpectedVersion.Exactly(1));
        assertThat(append(append)).isEqualTo(new Appended(4, 6, 2, 1, false));
    }

    @Test
    default void a_conflict_keeps_every_event_of_the_batch_out() {
        stored(event("b-1", "B").id("e0"));
        Append append = Append.expecting(
                batch(event("a-1", "A").id("e1").tags("t"), event("b-1", "B").id("e2")),
                "b-1",
                new ExpectedVersion.Exactly(5));
        refused(new VersionConflict("b-1", new ExpectedVersion.Exactly(5), 1), append);
        assertThat(log().aggregate("a-1")).isEmpty();
        assertThat(log().positionOf("e1")).isZero();
        assertThat(log().aggregateCount()).isEqualTo(1);
        assertThat(append(event("a-1", "A").id("e1"))).isEqualTo(new Appended(2, 2, 1, 1, false));
    }

    @Test
    default void expectations_come_before_the_condition() {
        stored(event("a-1", "A"));
        AppendCondition never = new AppendCondition(new EventQuery(List.of()), 0);
        refused(
                new VersionConflict("a-1", new ExpectedVersion.None(), 1),
                new Append(
                        batch(event("a-1", "A")), List.of(new Expectation("a-1", new ExpectedVersion.None())), never));
    }

    @Test
    default void expectations_come_before_the_type() {
        stored(event("a-1", "A").aggregateType("X"));
        refused(
                new VersionConflict("a-1", new ExpectedVersion.None(), 1),
                Append.expecting(batch(event("a-1", "A").aggregateType("Y")), "a-1", new ExpectedVersion.None()));
    }
}
