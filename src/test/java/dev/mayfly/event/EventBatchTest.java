package dev.mayfly.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.EventBatch.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events staged by a Java caller. */
class EventBatchTest {
    private static final NewEvent FULL = new NewEvent(
            "e-1",
            "größe/1",
            "A",
            "T",
            Instant.parse("2026-11-23T04:40:49.123456789Z"),
            "c",
            "d",
            List.of("x", "日本"),
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            RawJson.of("{\"userId\":\"u\"}"),
            RawJson.of("{\"amount\":1.00}"));

    @Test
    void everything_an_event_has_is_staged() {
        EventBatch batch = EventBatch.of(FULL);

        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.text(0, Field.EVENT_ID)).isEqualTo("e-1");
        assertThat(batch.text(0, Field.AGGREGATE_ID)).isEqualTo("größe/1");
        assertThat(batch.text(0, Field.AGGREGATE_TYPE)).isEqualTo("A");
        assertThat(batch.text(0, Field.EVENT_TYPE)).isEqualTo("T");
        assertThat(batch.text(0, Field.CORRELATION_ID)).isEqualTo("c");
        assertThat(batch.text(0, Field.CAUSATION_ID)).isEqualTo("d");
        assertThat(batch.text(0, Field.TRACEPARENT)).isEqualTo(FULL.traceparent());
        assertThat(batch.text(0, Field.METADATA)).isEqualTo("{\"userId\":\"u\"}");
        assertThat(batch.text(0, Field.DATA)).isEqualTo("{\"amount\":1.00}");
        assertThat(batch.timestampNanos(0)).isEqualTo(Rfc3339.epochNanos("t", FULL.timestamp()));
        assertThat(batch.tagCount(0)).isEqualTo(2);
        assertThat(batch.tag(0, 0)).isEqualTo("x");
        assertThat(batch.tag(0, 1)).isEqualTo("日本");
    }

    @Test
    void what_an_event_lacks_is_absent() {
        EventBatch batch =
                EventBatch.of(new NewEvent(null, "a", null, "T", null, null, null, List.of(), null, null, null));

        for (Field field : Field.values()) {
            boolean given = field == Field.AGGREGATE_ID || field == Field.EVENT_TYPE;
            assertThat(batch.text(0, field) != null).as(field.name()).isEqualTo(given);
            assertThat(batch.length(0, field) > 0).as(field.name()).isEqualTo(given);
        }
        assertThat(batch.timestampNanos(0)).isEqualTo(EventBatch.NO_TIMESTAMP);
        assertThat(batch.tagCount(0)).isZero();
    }

    @Test
    void many_events_keep_their_own_texts_and_tags() {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String[] tags = new String[i % 4];
            for (int tag = 0; tag < tags.length; tag++) {
                tags[tag] = "tag-" + i + "-" + tag;
            }
            events.add(NewEvent.of("a-" + i, "T" + i, "[\"" + "x".repeat(i) + "\"]")
                    .withTags(tags));
        }

        EventBatch batch = EventBatch.of(events);

        assertThat(batch.size()).isEqualTo(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(batch.text(i, Field.AGGREGATE_ID)).isEqualTo("a-" + i);
            assertThat(batch.text(i, Field.EVENT_TYPE)).isEqualTo("T" + i);
            assertThat(batch.text(i, Field.DATA)).isEqualTo(events.get(i).data().toString());
            assertThat(batch.tagCount(i)).isEqualTo(i % 4);
            for (int tag = 0; tag < i % 4; tag++) {
                assertThat(batch.tag(i, tag)).isEqualTo("tag-" + i + "-" + tag);
            }
        }
    }

    @Test
    void an_identifier_that_breaks_the_rule_is_refused() {
        assertInvalid(NewEvent.of(null, "T", "{}"), "aggregateId");
        assertInvalid(NewEvent.of("a", null, "{}"), "eventType");
        assertInvalid(NewEvent.of("", "T", "{}"), "aggregateId");
        assertInvalid(NewEvent.of("a", "\n", "{}"), "eventType");
        assertInvalid(NewEvent.of("a", "T", "{}").withEventId(".."), "eventId");
        assertInvalid(NewEvent.of("a", "T", "{}").withTags("ok", "\ud800"), "tags");
        assertInvalid(NewEvent.of("a", "T", "{}").withTimestamp(Instant.MAX), "timestamp");
    }

    @Test
    void a_builder_goes_on_behind_the_bytes_that_are_taken() {
        byte[] text = {'a', 'b', 'c', 0};
        EventBatchBuilder builder = new EventBatchBuilder(text, 3, 1);
        for (int i = 0; i < 50; i++) {
            assertThat(builder.begin()).isEqualTo(i);
            builder.slice(Field.AGGREGATE_ID, 0, 1);
            builder.slice(Field.EVENT_TYPE, 1, 2);
            builder.indexed(Dimension.ORGANIZATION_ID, "o" + i);
            builder.indexed(Dimension.USER_ID, i % 2 == 0 ? null : "u" + i);
        }

        EventBatch batch = builder.build();

        for (int i = 0; i < 50; i++) {
            assertThat(batch.text(i, Field.AGGREGATE_ID)).isEqualTo("a");
            assertThat(batch.text(i, Field.EVENT_TYPE)).isEqualTo("bc");
            assertThat(batch.text(i, Dimension.ORGANIZATION_ID)).isEqualTo("o" + i);
            assertThat(batch.text(i, Dimension.USER_ID)).isEqualTo(i % 2 == 0 ? null : "u" + i);
        }
    }

    @Test
    void a_request_s_trace_context_belongs_to_the_batch_and_not_to_its_events() {
        EventBatch batch = EventBatch.of(NewEvent.of("a", "T", "{}")).withDefaultTraceparent("tp");

        assertThat(batch.defaultTraceparent()).isEqualTo("tp");
        assertThat(batch.text(0, Field.TRACEPARENT)).isNull();
        assertThat(batch.text(0, Field.AGGREGATE_ID)).isEqualTo("a");
    }

    private static void assertInvalid(NewEvent event, String field) {
        assertThatThrownBy(() -> EventBatch.of(event))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations().get(0).field()).isEqualTo(field));
    }
}
