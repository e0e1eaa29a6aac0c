package dev.mayfly.eventstore.conformance;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.event.Dimension;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text that keeps the rule for identifiers is one, and is told apart from every other. */
interface IdentifierRules extends StoreFixture {
    /** Uses the text in every place where an identifier can stand and looks for it in each. */
    private void assertRoundTrip(String id) {
        stored(event("other-1", "Other").tags("other"));
        RecordedEvent event = recorded(event(id, id)
                .id(id)
                .aggregateType(id)
                .correlation(id)
                .causation(id)
                .tags(id)
                .metadata("{}")
                .organization(id)
                .user(id));
        assertThat(List.of(event.eventId(), event.aggregateId(), event.aggregateType(), event.eventType()))
                .containsOnly(id);
        assertThat(List.of(
                        event.correlationId(), event.causationId(), event.tags().get(0)))
                .containsOnly(id);
        assertThat(log().positionOf(id)).isEqualTo(2);
        assertThat(log().version(id)).isEqualTo(1);
        assertThat(Reading.history(log(), id)).containsExactly(2L);
        List<String> ids = List.of(id);
        assertThat(List.of(
                        found(Criteria.builder().eventTypes(ids)),
                        found(Criteria.builder().aggregateTypes(ids)),
                        found(Criteria.builder().aggregateIds(ids)),
                        found(Criteria.builder().correlationIds(ids)),
                        found(Criteria.builder().causationIds(ids)),
                        found(Criteria.builder().values(Dimension.ORGANIZATION_ID, ids)),
                        found(Criteria.builder().values(Dimension.USER_ID, ids)),
                        found(Criteria.builder().tags(ids))))
                .containsOnly(List.of(2L));
    }

    @Test
    default void quotes_and_backslashes_are_plain_characters() {
        assertRoundTrip("a\"b\\c\\\\\"d/e'f");
    }

    @Test
    default void emoji_and_combining_characters_are_plain_characters() {
        assertRoundTrip("\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 e\u0301 \u00e9 \uFFFD");
    }

    @Test
    default void slashes_dots_spaces_and_percent_signs_are_plain_characters() {
        assertRoundTrip(" ../a b/%2F..%00?#&=+ ");
    }

    @Test
    default void a_single_character_is_an_identifier() {
        assertRoundTrip("x");
    }

    @Test
    default void an_identifier_may_have_255_characters() {
        assertRoundTrip("x".repeat(255));
    }

    @Test
    default void an_identifier_may_have_255_characters_of_four_bytes() {
        assertRoundTrip("\uD83D\uDE80".repeat(255));
    }

    @Test
    default void a_uuid_in_lower_case_stays_as_sent() {
        assertRoundTrip("0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001");
    }

    @Test
    default void a_uuid_in_upper_case_stays_as_sent() {
        assertRoundTrip("0198AAAA-BBBB-7CCC-8DDD-EEEEFFFF0001");
    }

    @Test
    default void a_uuid_in_mixed_case_stays_as_sent() {
        assertRoundTrip("0198aaaa-BBBB-7ccc-8ddd-eeeeffff0001");
    }

    @Test
    default void the_uuid_of_zeros_is_an_identifier() {
        assertRoundTrip("00000000-0000-0000-0000-000000000000");
    }

    @Test
    default void the_uuid_of_ones_is_an_identifier() {
        assertRoundTrip("ffffffff-ffff-ffff-ffff-ffffffffffff");
    }

    @Test
    default void what_only_looks_like_a_uuid_stays_as_sent() {
        String[] ids = {
            "0198aaaabbbb7ccc8dddeeeeffff0001",
            "{0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001}",
            "0198aaaa-bbbb-7ccc-8ddd-eeeeffff000",
            "0198aaaa-bbbb-7ccc-8ddd-eeeeffff000g",
            "0198aaaa-bbbb-7ccc-8ddde-eeeffff0001",
            "-198aaaa-bbbb-7ccc-8ddd-eeeeffff0001",
            "0198aaaa-bbbb-7ccc-8ddd-eeeeffff\u0661\u0661",
        };
        for (String id : ids) {
            assertThat(recorded(event("a-1", "A").id(id)).eventId()).isEqualTo(id);
        }
        for (int i = 0; i < ids.length; i++) {
            assertThat(log().positionOf(ids[i])).isEqualTo(i + 1L);
        }
    }

    @Test
    default void event_ids_that_differ_in_case_alone_are_two() {
        stored(event("a-1", "A").id("0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001"));
        stored(event("a-1", "A").id("0198AAAA-BBBB-7CCC-8DDD-EEEEFFFF0001"));
        stored(event("a-1", "A").id("x"), event("a-1", "A").id("X"));
        assertThat(log().positionOf("0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001")).isEqualTo(1);
        assertThat(log().positionOf("0198AAAA-BBBB-7CCC-8DDD-EEEEFFFF0001")).isEqualTo(2);
        assertThat(log().positionOf("x")).isEqualTo(3);
        assertThat(log().positionOf("X")).isEqualTo(4);
    }

    @Test
    default void event_ids_that_share_half_of_their_bits_are_told_apart() {
        String[] ids = {
            "0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001",
            "0198aaaa-bbbb-7ccc-8ddd-eeeeffff0002",
            "0198aaab-bbbb-7ccc-8ddd-eeeeffff0001",
            "0198aaaa-bbbb-7ccc-9ddd-eeeeffff0001",
            "8dddeeee-ffff-0001-0198-aaaabbbb7ccc"
        };
        for (String id : ids) {
            stored(event("a-1", "A").id(id));
        }
        for (int i = 0; i < ids.length; i++) {
            assertThat(log().positionOf(ids[i])).isEqualTo(i + 1L);
        }
    }

    @Test
    default void aggregates_whose_ids_differ_in_case_alone_are_two() {
        stored(event("a-1", "A"), event("A-1", "A"), event("a-1", "A"));
        assertThat(log().version("a-1")).isEqualTo(2);
        assertThat(log().version("A-1")).isEqualTo(1);
        assertThat(log().aggregateCount()).isEqualTo(2);
    }

    @Test
    default void an_aggregate_whose_id_begins_with_anothers_is_another() {
        stored(event("a-1", "A"), event("a-10", "A"), event("a-", "A"));
        assertThat(Reading.history(log(), "a-1")).containsExactly(1L);
        assertThat(Reading.history(log(), "a-10")).containsExactly(2L);
        assertThat(Reading.history(log(), "a-")).containsExactly(3L);
    }

    @Test
    default void one_text_may_name_an_event_an_aggregate_a_type_and_a_tag_without_mixing_them_up() {
        stored(event("x", "y").id("z").tags("w"));
        stored(event("y", "z").id("w").tags("x"));
        assertThat(found(Criteria.builder().eventTypes("y"))).containsExactly(1L);
        assertThat(found(Criteria.builder().aggregateIds(List.of("y")))).containsExactly(2L);
        assertThat(found(Criteria.builder().tags(List.of("x")))).containsExactly(2L);
        assertThat(log().positionOf("w")).isEqualTo(2);
    }

    @Test
    default void each_of_very_many_event_ids_is_found() {
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            events.add(
                    event("a-1", "A").id(i % 2 == 0 ? "e" + i : String.format("%08x-0000-7000-8000-000000000000", i)));
        }
        stored(Append.of(batch(events)));
        for (int i = 0; i < 30_000; i += 997) {
            String id = i % 2 == 0 ? "e" + i : String.format("%08x-0000-7000-8000-000000000000", i);
            assertThat(log().positionOf(id)).isEqualTo(i + 1L);
            assertThat(log().event(i + 1L).eventId()).isEqualTo(id);
        }
        assertThat(log().positionOf("e1")).isZero();
    }
}
