package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.Import;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendCondition;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Removing the oldest events of aggregates. */
interface RemovalRules extends StoreFixture {
    /** Stores a-1 at the positions 1, 3, 5, 6 and b-1 at 2, 4. */
    private void storeTwoAggregates() {
        stored(event("a-1", "A").id("e1").tags("t"), event("b-1", "B"));
        stored(
                event("a-1", "A").causation("e1").data("{\"text\":\"haystack\"}"),
                event("b-1", "B").causation("e1"));
        stored(event("a-1", "A"), event("a-1", "Last"));
    }

    private void removed(long count, Truncation truncation) {
        assertThat(store().truncate(truncation)).isEqualTo(new TruncationResult.Removed(count));
    }

    private static Truncation all(String aggregateId) {
        return Truncation.before(aggregateId, Long.MAX_VALUE);
    }

    private Map<String, Long> versionsKept() {
        Map<String, Long> versions = new TreeMap<>();
        long after = 0;
        do {
            after = log().removed().versions(after, versions::put);
        } while (after != 0);
        return versions;
    }

    @Test
    default void removed_events_are_in_no_read_and_the_others_keep_their_places() {
        storeTwoAggregates();
        removed(2, Truncation.before("a-1", 3));
        assertThat(Reading.history(log(), "a-1")).containsExactly(5L, 6L);
        assertThat(Reading.list(log().history("a-1", 1, 3, Order.DESCENDING))).containsExactly(5L);
        assertThat(found(Criteria.builder())).containsExactly(2L, 4L, 5L, 6L);
        assertThat(found(Criteria.builder().eventTypes("A"))).containsExactly(5L);
        assertThat(found(Criteria.builder().tags(List.of("t")))).isEmpty();
        assertThat(found(Criteria.builder().text("haystack"))).isEmpty();
        assertThat(found(Criteria.builder().causationIds(List.of("e1")))).containsExactly(4L);
        assertThat(log().firstVersion("a-1")).isEqualTo(3);
        assertThat(log().version("a-1")).isEqualTo(4);
        assertThat(log().position()).isEqualTo(6);
        assertThat(log().eventCount()).isEqualTo(4);
        assertThat(log().positionOf("e1")).isZero();
    }

    @Test
    default void the_last_event_of_an_aggregate_in_a_prefix_is_known_by_its_position() {
        storeTwoAggregates();
        assertThat(store().prefixAt(5).aggregateEndingAt(5)).isEqualTo("a-1");
        assertThat(log().aggregateEndingAt(5)).isNull();
        assertThat(log().aggregateEndingAt(6)).isEqualTo("a-1");
        assertThat(log().aggregateEndingAt(4)).isEqualTo("b-1");
        assertThat(log().aggregateEndingAt(2)).isNull();
        removed(2, Truncation.before("a-1", 3));
        assertThat(store().prefixAt(3).aggregateEndingAt(3)).isNull();
        assertThat(log().aggregateEndingAt(6)).isEqualTo("a-1");
        assertThatThrownBy(() -> log().aggregateEndingAt(7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void what_is_known_of_aggregates_and_types_counts_what_is_left() {
        storeTwoAggregates();
        removed(2, Truncation.before("a-1", 3));
        removed(2, all("b-1"));
        assertThat(log().aggregateCount()).isEqualTo(1);
        assertThat(log().aggregate("b-1")).isEmpty();
        assertThat(log().aggregates(null, null, 0, 10).aggregates())
                .extracting(each -> each.aggregateId() + each.version())
                .containsExactly("a-14");
        assertThat(log().eventTypes())
                .extracting(each -> each.eventType() + each.count())
                .containsExactly("A1", "Last1");
    }

    @Test
    default void runs_of_removed_positions_are_known() {
        storeTwoAggregates();
        removed(2, Truncation.before("a-1", 3));
        removed(2, all("b-1"));
        RemovedEvents gaps = log().removed();
        assertThat(gaps.next(0)).isEqualTo(new RemovedEvents.Run(1, 4));
        assertThat(gaps.next(4)).isNull();
        assertThat(gaps.count()).isEqualTo(4);
    }

    @Test
    default void a_prefix_and_a_walk_under_way_pass_over_what_is_removed() {
        storeTwoAggregates();
        LogPrefix prefix = log();
        Positions walk = prefix.search(Criteria.builder().build(), Sort.POSITION, Order.ASCENDING, 0);
        assertThat(walk.next()).isEqualTo(1);
        removed(2, Truncation.before("a-1", 3));
        assertThat(walk.next()).isEqualTo(2);
        assertThat(walk.next()).isEqualTo(4);
        assertThat(Reading.history(prefix, "a-1")).containsExactly(5L, 6L);
        assertThat(Reading.list(prefix.search(Criteria.builder().build(), Sort.TIMESTAMP, Order.ASCENDING, 3)))
                .containsExactly(4L, 5L, 6L);
    }

    @Test
    default void an_aggregate_with_nothing_left_counts_as_none_and_its_next_version_continues() {
        storeTwoAggregates();
        removed(4, all("a-1"));
        assertThat(log().version("a-1")).isZero();
        assertThat(versionsKept().values()).containsExactly(4L);
        refused(
                new VersionConflict("a-1", new ExpectedVersion.Exists(), 0),
                Append.expecting(TestEvent.batch(event("a-1", "A")), "a-1", new ExpectedVersion.Exists()));
        Appended again =
                stored(Append.expecting(TestEvent.batch(event("a-1", "A")), "a-1", new ExpectedVersion.None()));
        assertThat(again.firstVersion()).isEqualTo(5);
        assertThat(log().firstVersion("a-1")).isEqualTo(5);
        assertThat(log().aggregateCount()).isEqualTo(2);
        assertThat(versionsKept()).isEmpty();
    }

    @Test
    default void an_aggregate_with_nothing_left_may_get_another_type() {
        storeTwoAggregates();
        removed(4, all("a-1"));
        stored(event("a-1", "A").aggregateType("Other"));
        assertThat(log().aggregate("a-1").orElseThrow().aggregateType()).isEqualTo("Other");
    }

    @Test
    default void a_forgotten_aggregate_begins_again_at_version_1() {
        storeTwoAggregates();
        removed(4, Truncation.forgetting("a-1"));
        assertThat(versionsKept()).isEmpty();
        assertThat(stored(event("a-1", "A"), event("a-1", "A")).firstVersion()).isEqualTo(1);
        assertThat(Reading.history(log(), "a-1")).containsExactly(7L, 8L);
        assertThat(Reading.list(log().history("a-1", 2, 2, Order.ASCENDING))).containsExactly(8L);
        removed(1, Truncation.before("a-1", 2));
        assertThat(log().firstVersion("a-1")).isEqualTo(2);
    }

    @Test
    default void the_id_of_a_removed_event_is_free_again() {
        storeTwoAggregates();
        removed(1, Truncation.before("a-1", 2));
        assertThat(stored(event("c-1", "C").id("e1")).firstPosition()).isEqualTo(7);
        assertThat(log().positionOf("e1")).isEqualTo(7);
        assertThat(found(Criteria.builder().causationIds(List.of("e1")))).containsExactly(3L, 4L);
    }

    @Test
    default void removed_events_meet_no_condition() {
        storeTwoAggregates();
        EventQuery tagged = new EventQuery(List.of(new EventQuery.Item(Set.of(), Set.of("t"))));
        assertThat(log().lastMatch(tagged, 0)).isEqualTo(1);
        removed(1, Truncation.before("a-1", 2));
        assertThat(log().lastMatch(tagged, 0)).isZero();
        stored(new Append(TestEvent.batch(event("c-1", "C")), List.of(), new AppendCondition(tagged, 0)));
    }

    @Test
    default void a_removal_at_another_version_than_expected_removes_nothing() {
        storeTwoAggregates();
        ExpectedVersion three = new ExpectedVersion.Exactly(3);
        assertThat(store().truncate(new Truncation("a-1", 3, three, false)))
                .isEqualTo(new TruncationResult.Conflict(three, 4));
        assertThat(store().truncate(all("nobody"))).isEqualTo(new TruncationResult.Unknown());
        assertThat(log().eventCount()).isEqualTo(6);
        assertThat(log().revision()).isZero();
    }

    @Test
    default void an_image_keeps_what_is_removed_afterwards_and_not_what_was_before() {
        storeTwoAggregates();
        removed(2, Truncation.before("a-1", 3));
        var image = store().image(5);
        removed(2, all("a-1"));
        assertThat(Reading.history(image.prefix(), "a-1")).containsExactly(5L);
        store().restore(image);
        assertThat(Reading.history(log(), "a-1")).containsExactly(5L);
        assertThat(stored(event("a-1", "A")).firstVersion()).isEqualTo(4);
        assertThat(found(Criteria.builder())).containsExactly(2L, 4L, 5L, 6L);
    }

    @Test
    default void a_cut_image_of_an_aggregate_with_nothing_left_can_be_continued() {
        storeTwoAggregates();
        removed(4, all("a-1"));
        store().restore(store().image(4));
        assertThat(log().version("a-1")).isZero();
        Appended again = stored(event("a-1", "A"), event("a-1", "A"));
        assertThat(again.firstVersion()).isEqualTo(3);
        assertThat(found(Criteria.builder())).containsExactly(2L, 4L, 5L, 6L);
    }

    @Test
    default void an_import_with_gaps_brings_back_the_same_places() {
        try (Import filling = store().openImport().orElseThrow()) {
            assertThat(filling.skip(1, 70_000)).isNull();
            assertThat(filling.add(TestEvent.placed(event("a-1", "A").id("e1"), 70_001, 3)))
                    .isNull();
            assertThat(filling.skip(70_002, 70_002)).isNull();
            assertThat(filling.add(TestEvent.placed(event("a-1", "A").id("e2"), 70_003, 4)))
                    .isNull();
            assertThat(filling.version("LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE", 9))
                    .isTrue();
            assertThat(filling.commit()).isTrue();
        }
        assertThat(found(Criteria.builder())).containsExactly(70_001L, 70_003L);
        assertThat(Reading.list(log().search(Criteria.builder().build(), Sort.TIMESTAMP, Order.DESCENDING, 0)))
                .containsExactly(70_003L, 70_001L);
        assertThat(log().firstVersion("a-1")).isEqualTo(3);
        assertThat(log().eventCount()).isEqualTo(2);
        assertThat(versionsKept().values()).containsExactly(9L);
        assertThat(stored(event("a-1", "A")).firstPosition()).isEqualTo(70_004);
        assertThat(log().version("a-1")).isEqualTo(5);
    }

    @Test
    default void an_import_has_no_more_gone_events_than_removed_positions() {
        try (Import filling = store().openImport().orElseThrow()) {
            assertThat(filling.skip(1, 9)).isNull();
            assertThat(filling.version("yVAxFC9oCnJzYWqPSNFwxalXGbOzuq54_Rgfha4Qq-Q", 5))
                    .isTrue();
            assertThat(filling.version("LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE", 5))
                    .isFalse();
        }
    }

    @Test
    default void an_aggregate_of_which_only_the_version_was_imported_continues() {
        String digest = "yVAxFC9oCnJzYWqPSNFwxalXGbOzuq54_Rgfha4Qq-Q";
        try (Import filling = store().openImport().orElseThrow()) {
            assertThat(filling.skip(1, 9)).isNull();
            assertThat(filling.version(digest, 9)).isTrue();
            assertThat(filling.commit()).isTrue();
        }
        assertThat(log().version("gone-1")).isZero();
        assertThat(stored(event("gone-1", "A"), event("gone-1", "A")).lastVersion())
                .isEqualTo(11);
        assertThat(versionsKept()).isEmpty();
    }
}
