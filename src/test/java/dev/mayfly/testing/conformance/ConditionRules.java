package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.EventQuery.Item;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.ConditionBeyond;
import dev.mayfly.eventstore.append.AppendResult.ConditionFailed;
import dev.mayfly.eventstore.append.Expectation;
import dev.mayfly.eventstore.append.ExpectedVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Appends under a condition on the whole log, in the sense of Dynamic Consistency Boundaries. */
interface ConditionRules extends StoreFixture {
    private static Item types(String... types) {
        return new Item(Set.of(types), Set.of());
    }

    private static Item tags(String... tags) {
        return new Item(Set.of(), Set.of(tags));
    }

    private static Item both(String type, String... tags) {
        return new Item(Set.of(type), Set.of(tags));
    }

    private static Append unless(long after, Item... items) {
        return new Append(
                batch(event("n-1", "New").tags("new")),
                List.of(),
                new AppendCondition(new EventQuery(Arrays.asList(items)), after));
    }

    private void storeCourses() {
        stored(event("c-1", "Defined").tags("course:c1"));
        stored(event("c-2", "Defined").tags("course:c2"));
        stored(
                event("s-1", "Subscribed").tags("course:c1", "student:s1"),
                event("s-2", "Subscribed").tags("course:c1", "student:s2"));
    }

    @Test
    default void the_append_goes_when_no_event_has_the_type() {
        storeCourses();
        assertThat(append(unless(0, types("Renamed")))).isEqualTo(new Appended(5, 5, 1, 1, false));
    }

    @Test
    default void an_event_of_the_type_fails_it() {
        storeCourses();
        refused(new ConditionFailed(2), unless(0, types("Defined")));
    }

    @Test
    default void any_of_the_types_of_an_item_fails_it() {
        storeCourses();
        refused(new ConditionFailed(2), unless(0, types("Renamed", "Defined")));
    }

    @Test
    default void an_event_with_the_tag_fails_it() {
        storeCourses();
        refused(new ConditionFailed(3), unless(0, tags("student:s1")));
    }

    @Test
    default void only_an_event_with_all_tags_of_the_item_fails_it() {
        storeCourses();
        refused(new ConditionFailed(3), unless(0, tags("student:s1", "course:c1")));
        stored(unless(0, tags("student:s1", "student:s2")));
    }

    @Test
    default void only_an_event_with_both_type_and_tags_of_the_item_fails_it() {
        storeCourses();
        refused(new ConditionFailed(1), unless(0, both("Defined", "course:c1")));
        stored(unless(0, both("Defined", "student:s1")));
    }

    @Test
    default void any_item_fails_it() {
        storeCourses();
        refused(new ConditionFailed(2), unless(0, types("Renamed"), both("Defined", "course:c2")));
        stored(unless(0, types("Renamed"), both("Defined", "course:c3")));
    }

    @Test
    default void the_last_match_over_all_items_is_named() {
        storeCourses();
        refused(new ConditionFailed(4), unless(0, tags("student:s2"), types("Defined")));
        refused(new ConditionFailed(4), unless(0, types("Defined"), tags("course:c1")));
    }

    @Test
    default void a_query_without_items_is_failed_by_any_event() {
        assertThat(append(unless(0))).isEqualTo(new Appended(1, 1, 1, 1, false));
        refused(new ConditionFailed(1), unless(0));
        assertThat(append(unless(1))).isEqualTo(new Appended(2, 2, 2, 2, false));
    }

    @Test
    default void events_up_to_the_position_after_do_not_count() {
        storeCourses();
        refused(new ConditionFailed(2), unless(1, types("Defined")));
        stored(unless(2, types("Defined")));
    }

    @Test
    default void a_position_after_beyond_the_head_is_refused() {
        storeCourses();
        long head = log().position();
        for (long beyond : new long[] {head + 1, 100, Long.MAX_VALUE}) {
            refused(new ConditionBeyond(head), unless(beyond, types("None")));
        }
        stored(unless(head, types("None")));
    }

    @Test
    default void events_of_the_batch_itself_do_not_count() {
        assertThat(append(unless(0, types("New")))).isEqualTo(new Appended(1, 1, 1, 1, false));
        refused(new ConditionFailed(1), unless(0, types("New")));
    }

    @Test
    default void a_type_or_tag_that_no_event_ever_had_matches_nothing() {
        storeCourses();
        stored(unless(0, types("course:c1"), tags("Defined"), both("Defined", "no")));
    }

    @Test
    default void a_failed_condition_keeps_every_event_of_the_batch_out() {
        storeCourses();
        refused(
                new ConditionFailed(4),
                new Append(
                        batch(
                                event("s-3", "Subscribed").id("e1"),
                                event("s-3", "Subscribed").tags("x")),
                        List.of(),
                        new AppendCondition(new EventQuery(List.of(types("Subscribed"))), 0)));
        assertThat(log().aggregate("s-3")).isEmpty();
        assertThat(log().positionOf("e1")).isZero();
        assertThat(log().lastMatch(new EventQuery(List.of(tags("x"))), 0)).isZero();
    }

    @Test
    default void condition_and_expectations_must_both_hold() {
        storeCourses();
        List<Expectation> atOne = List.of(new Expectation("c-1", new ExpectedVersion.Exactly(1)));
        AppendCondition nobody = new AppendCondition(new EventQuery(List.of(tags("student:s3"))), 0);
        stored(new Append(batch(event("c-1", "Defined").tags("student:s3")), atOne, nobody));
        List<Expectation> atTwo = List.of(new Expectation("c-1", new ExpectedVersion.Exactly(2)));
        refused(new ConditionFailed(5), new Append(batch(event("c-1", "Defined")), atTwo, nobody));
    }

    @Test
    default void the_condition_comes_before_the_type() {
        storeCourses();
        refused(
                new ConditionFailed(4),
                new Append(
                        batch(event("c-1", "Defined").aggregateType("Other")),
                        List.of(),
                        new AppendCondition(new EventQuery(List.of()), 0)));
    }
}
