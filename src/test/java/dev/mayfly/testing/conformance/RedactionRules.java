package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Redacting the data and metadata of events. */
interface RedactionRules extends StoreFixture {
    /** What the content of redacted events becomes. */
    RawJson GONE = RawJson.of("{\"redacted\":{\"reason\":\"asked\",\"at\":\"2026-11-23T04:40:49Z\"}}");

    private static TestEvent secret() {
        return event("a-1", "A").id("e1").correlation("c").tags("t").user("ann").data("{\"text\":\"haystack\"}");
    }

    private long redact(long... positions) {
        return store().redact(log().incarnation(), positions, GONE);
    }

    private List<Long> ofAnn() {
        return found(Criteria.builder().values(Dimension.USER_ID, Set.of("ann")));
    }

    @Test
    default void a_redacted_event_keeps_its_place_ids_type_times_and_tags() {
        RecordedEvent before = recorded(secret());
        assertThat(redact(1)).isEqualTo(1);
        RecordedEvent after = log().event(1);
        assertThat(after.data()).isEqualTo(GONE);
        assertThat(after.metadata()).isEqualTo(GONE);
        assertThat(after.withoutContent()).isEqualTo(before.withoutContent());
        assertThat(log().isRedacted(1)).isTrue();
        assertThat(log().positionOf("e1")).isEqualTo(1);
    }

    @Test
    default void it_is_found_by_its_type_and_tags_and_no_longer_by_its_user_or_text() {
        stored(secret(), event("b-1", "B").user("ann"));
        redact(1);
        assertThat(ofAnn()).containsExactly(2L);
        assertThat(found(Criteria.builder().text("haystack"))).isEmpty();
        assertThat(found(Criteria.builder().tags(List.of("t")))).containsExactly(1L);
        assertThat(found(Criteria.builder().eventTypes("A"))).containsExactly(1L);
    }

    @Test
    default void its_data_counts_as_an_empty_object_where_it_is_folded() {
        stored(secret());
        redact(1);
        EventScan scan = log().scan(Criteria.builder().build(), Sort.POSITION);
        assertThat(scan.next()).isEqualTo(1);
        assertThat(scan.data()).isEqualTo(RawJson.EMPTY_OBJECT);
        assertThat(scan.ordinal(Dimension.USER_ID)).isZero();
    }

    @Test
    default void a_repetition_is_recognised_without_comparing_contents() {
        stored(secret());
        redact(1);
        assertThat(append(secret().data("7"))).isEqualTo(new Appended(1, 1, 1, 1, true));
    }

    @Test
    default void what_has_been_redacted_removed_or_is_of_another_history_stays_as_it_is() {
        stored(secret(), event("b-1", "B"));
        assertThat(redact(1, 1, 3, 0)).isEqualTo(1);
        assertThat(redact(1)).isZero();
        assertThat(store().redact("other", new long[] {2}, GONE)).isZero();
        assertThat(log().isRedacted(2)).isFalse();
    }

    @Test
    default void an_image_taken_before_keeps_the_content_until_it_is_redacted_too() {
        stored(secret());
        var image = store().image(1);
        redact(1);
        assertThat(image.prefix().event(1).data()).isEqualTo(RawJson.of("{\"text\":\"haystack\"}"));
        assertThat(image.redact(new long[] {1}, GONE)).isEqualTo(1);
        assertThat(image.prefix().event(1).data()).isEqualTo(GONE);
        store().restore(image);
        assertThat(log().event(1).data()).isEqualTo(GONE);
        assertThat(ofAnn()).isEmpty();
    }

    @Test
    default void a_redaction_changes_the_revision() {
        stored(secret());
        LogPrefix prefix = log();
        int before = prefix.revision();
        redact(1);
        assertThat(prefix.revision()).isGreaterThan(before);
    }
}
