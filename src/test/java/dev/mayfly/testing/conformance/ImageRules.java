package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.AppendResult.VersionConflict;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.eventstore.support.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Images of a log, and going back to them. */
interface ImageRules extends StoreFixture {
    private static TestEvent[] some(String name, int count) {
        TestEvent[] events = new TestEvent[count];
        for (int i = 0; i < count; i++) {
            events[i] = event("a-" + i % 5, "T" + i % 3)
                    .id(name + i)
                    .correlation(name + i % 4)
                    .causation((i % 2 == 0 ? name : "outer") + i / 2)
                    .tags("t" + i % 4, name)
                    .user("u" + i % 2)
                    .organization(name + i % 2)
                    .at(FakeClock.START_NANOS - i % 7)
                    .data("{\"text\":\"" + name + " no. " + i + "\"}");
        }
        return events;
    }

    /** Returns all that can be read, without the name of the history. */
    private Map<String, Object> view() {
        return View.of(log());
    }

    @Test
    default void an_image_says_what_it_is_of() {
        stored(some("a", 7));
        LogImage image = store().image(5);
        assertThat(image.position()).isEqualTo(5);
        assertThat(image.incarnation()).isNotBlank().isEqualTo(store().incarnation());
        assertThat(image.usedBytes()).isPositive();
    }

    @Test
    default void an_image_can_be_read_whatever_becomes_of_the_store() {
        stored(some("a", 7));
        Map<String, Object> five = View.of(store().prefixAt(5));
        LogImage image = store().image(5);
        stored(some("b", 3));
        store().reset();
        assertThat(image.prefix().position()).isEqualTo(5);
        assertThat(View.of(image.prefix())).isEqualTo(five);
    }

    @Test
    default void there_is_no_image_of_what_is_not_there() {
        stored(some("a", 3));
        assertThatIllegalArgumentException().isThrownBy(() -> store().image(4));
        assertThatIllegalArgumentException().isThrownBy(() -> store().image(-1));
    }

    @Test
    default void a_restored_store_reads_as_it_did_then() {
        stored(some("a", 40));
        Map<String, Object> before = view();
        LogImage image = store().image(40);
        stored(some("b", 30));
        store().restore(image);
        assertThat(view()).isEqualTo(before).containsKey("position of a39");
        assertThat(log().positionOf("b1")).isZero();
    }

    @Test
    default void a_restored_store_reads_as_the_prefix_that_the_image_is_of() {
        stored(some("a", 20));
        Map<String, Object> before = view();
        stored(some("b", 30));
        store().restore(store().image(20));
        assertThat(view()).isEqualTo(before).containsKey("position of a19");
        assertThat(found(Criteria.builder().tags(List.of("b")))).isEmpty();
    }

    @Test
    default void each_restore_begins_a_history_of_its_own() {
        stored(some("a", 4));
        LogImage image = store().image(4);
        String first = store().incarnation();
        store().restore(image);
        String second = store().incarnation();
        store().restore(image);
        assertThat(store().incarnation()).isNotBlank().isNotEqualTo(first).isNotEqualTo(second);
        assertThat(second).isNotEqualTo(first);
        assertThat(log().incarnation()).isEqualTo(store().incarnation());
    }

    @Test
    default void what_is_appended_after_a_restore_comes_in_the_place_of_what_was() {
        stored(some("a", 12));
        LogImage image = store().image(10);
        stored(some("b", 12));
        store().restore(image);
        Appended appended = stored(some("c", 25));
        assertThat(appended.firstPosition()).isEqualTo(11);
        assertThat(log().version("a-0")).isEqualTo(7);
        assertThat(log().positionOf("a11")).isZero();
        assertThat(found(Criteria.builder().tags(List.of("c")))).hasSize(25).startsWith(11L);
        assertThat(found(Criteria.builder().eventTypes("T0"))).hasSize(13);
        assertThat(found(Criteria.builder().text("A NO. 1"))).containsExactly(2L);
        stored(event("a-0", "T0").id("a11"));
        assertThat(log().positionOf("a11")).isEqualTo(36);
    }

    @Test
    default void an_image_can_be_restored_again_and_again() {
        stored(some("a", 15));
        Map<String, Object> before = view();
        LogImage image = store().image(15);
        for (int i = 0; i < 5; i++) {
            stored(some("b" + i, 20));
            store().restore(image);
            assertThat(view()).isEqualTo(before).containsKey("position of a14");
        }
    }

    @Test
    default void a_prefix_taken_before_a_restore_reads_the_same_after_it() {
        stored(some("a", 10));
        LogImage image = store().image(6);
        stored(some("b", 10));
        LogPrefix taken = log();
        Map<String, Object> before = View.of(taken);
        store().restore(image);
        stored(some("c", 20));
        assertThat(View.of(taken)).isEqualTo(before).containsKey("position of b9");
    }

    @Test
    default void an_image_outlives_a_reset() {
        stored(some("a", 10));
        Map<String, Object> before = view();
        LogImage image = store().image(10);
        store().reset();
        stored(some("b", 10));
        store().restore(image);
        assertThat(view()).isEqualTo(before).containsKey("position of a9");
    }

    @Test
    default void an_image_of_nothing_empties_a_store() {
        LogImage image = store().image(0);
        stored(some("a", 10));
        store().restore(image);
        assertThat(log().position()).isZero();
        assertThat(stored(event("a-1", "A").id("a1")).firstPosition()).isEqualTo(1);
    }

    @Test
    default void versions_are_expected_of_the_restored_history() {
        stored(event("a-1", "A"), event("a-1", "A"));
        LogImage image = store().image(2);
        stored(event("a-1", "A"));
        store().restore(image);
        Append third = Append.expecting(batch(event("a-1", "A")), "a-1", new ExpectedVersion.Exactly(3));
        refused(new VersionConflict("a-1", new ExpectedVersion.Exactly(3), 2), third);
        stored(Append.expecting(batch(event("a-1", "A")), "a-1", new ExpectedVersion.Exactly(2)));
    }

    @Test
    default void an_aggregate_may_have_another_type_in_another_history() {
        stored(event("x-1", "A").aggregateType("First"));
        LogImage image = store().image(1);
        stored(event("y-1", "A").aggregateType("Then"));
        store().restore(image);
        stored(event("y-1", "A").aggregateType("Otherwise"));
        assertThat(log().event(2).aggregateType()).isEqualTo("Otherwise");
        assertThat(log().event(1).aggregateType()).isEqualTo("First");
    }

    @Test
    default void types_are_told_in_the_order_of_their_first_events_in_each_history() {
        stored(event("x-1", "A"));
        LogImage image = store().image(1);
        stored(event("x-1", "B"), event("x-1", "C"));
        store().restore(image);
        stored(event("x-1", "C"), event("x-1", "B"));
        assertThat(log().eventTypes().stream().map(each -> each.eventType())).containsExactly("A", "C", "B");
    }

    @Test
    default void the_time_of_recording_does_not_go_back_behind_what_was_restored() {
        clock().advance(Duration.ofHours(1));
        long last = recorded(event("a-1", "A")).recordedAt().getEpochSecond();
        LogImage image = store().image(1);
        clock().advance(Duration.ofHours(-2));
        store().restore(image);
        assertThat(recorded(event("a-1", "A")).recordedAt().getEpochSecond()).isEqualTo(last);
    }

    @Test
    default void a_store_of_another_name_can_take_an_image() {
        stored(some("a", 10));
        Map<String, Object> before = view();
        EventStore other = newStore(clock(), AMPLE_BYTES);
        other.restore(store().image(10));
        stored(some("b", 10));
        assertThat(View.of(other.prefix())).isEqualTo(before).containsKey("position of a9");
        assertThat(Reading.append(other, TestEvent.append(some("c", 10)))).isEqualTo(new Appended(11, 20, 3, 4, false));
        assertThat(log().positionOf("c1")).isZero();
        assertThat(log().positionOf("b1")).isEqualTo(12);
        assertThat(other.prefix().positionOf("b1")).isZero();
    }
}
