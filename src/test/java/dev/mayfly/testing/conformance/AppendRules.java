package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.support.FakeClock;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an append stores, and what it answers. */
interface AppendRules extends StoreFixture {
    @Test
    default void the_first_event_has_position_1_and_version_1() {
        assertThat(append(event("payment-1", "Processed"))).isEqualTo(new Appended(1, 1, 1, 1, false));
        assertThat(log().event(1).position()).isEqualTo(1);
        assertThat(log().event(1).version()).isEqualTo(1);
    }

    @Test
    default void positions_go_up_by_one_over_all_aggregates() {
        stored(event("a-1", "A"));
        stored(event("b-1", "B"));
        assertThat(append(event("a-1", "A"), event("c-1", "C"))).isEqualTo(new Appended(3, 4, 2, 1, false));
        assertThat(LongStream.rangeClosed(1, 4).map(p -> log().event(p).position()))
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    default void versions_go_up_by_one_within_each_aggregate() {
        stored(event("a-1", "A"), event("b-1", "B"), event("a-1", "A"));
        stored(event("b-1", "B"), event("a-1", "A"));
        assertThat(LongStream.rangeClosed(1, 5).map(p -> log().event(p).version()))
                .containsExactly(1L, 1L, 2L, 2L, 3L);
    }

    @Test
    default void the_answer_gives_the_versions_that_the_first_and_last_event_have_in_their_aggregates() {
        stored(event("a-1", "A"), event("a-1", "A"), event("b-1", "B"));
        assertThat(append(event("a-1", "A"), event("c-1", "C"), event("b-1", "B")))
                .isEqualTo(new Appended(4, 6, 3, 2, false));
    }

    @Test
    default void a_batch_over_many_aggregates_is_stored_in_its_order() {
        stored(
                event("b-1", "X").data("1"),
                event("a-1", "Y").data("2"),
                event("b-1", "Z").data("3"));
        assertThat(LongStream.rangeClosed(1, 3)
                        .mapToObj(p -> log().event(p))
                        .map(e -> e.aggregateId() + e.eventType() + e.data()))
                .containsExactly("b-1X1", "a-1Y2", "b-1Z3");
    }

    @Test
    default void every_field_comes_back_as_it_was_sent() {
        RecordedEvent event = recorded(event("payment-1", "Processed")
                .id("e-1")
                .aggregateType("Money")
                .at("2026-01-02T03:04:05.123456789Z")
                .correlation("order-7")
                .causation("command-9")
                .tags("course:c1", "student:s1")
                .traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .metadata("{\"organizationId\":\"acme\",\"x\":[1.0, 2]}")
                .organization("acme")
                .data("{\"amount\": 100.00}"));
        assertThat(event)
                .isEqualTo(new RecordedEvent(
                        1,
                        "e-1",
                        "payment-1",
                        "Money",
                        "Processed",
                        1,
                        Rfc3339.instant(Rfc3339.parse("", "2026-01-02T03:04:05.123456789Z")),
                        Rfc3339.instant(FakeClock.START_NANOS),
                        "order-7",
                        "command-9",
                        List.of("course:c1", "student:s1"),
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        RawJson.of("{\"organizationId\":\"acme\",\"x\":[1.0, 2]}"),
                        RawJson.of("{\"amount\": 100.00}")));
    }

    @Test
    default void fields_left_out_stay_absent_and_data_is_an_empty_object() {
        RecordedEvent event = recorded(event("payment-1", "Processed"));
        assertThat(event.correlationId()).isNull();
        assertThat(event.causationId()).isNull();
        assertThat(event.traceparent()).isNull();
        assertThat(event.metadata()).isNull();
        assertThat(event.tags()).isEmpty();
        assertThat(event.data()).isEqualTo(RawJson.EMPTY_OBJECT);
        assertThat(event.aggregateId()).isEqualTo("payment-1");
    }

    @Test
    default void fields_of_one_event_do_not_leak_into_the_next_of_the_batch() {
        stored(
                event("a-1", "A")
                        .correlation("c")
                        .causation("x")
                        .tags("t")
                        .traceparent("00")
                        .user("u")
                        .data("1"),
                event("a-1", "A"));
        RecordedEvent second = log().event(2);
        assertThat(second.version()).isEqualTo(2);
        assertThat(Arrays.asList(second.correlationId(), second.causationId(), second.traceparent(), second.metadata()))
                .containsOnlyNulls();
        assertThat(second.tags()).isEmpty();
        assertThat(second.data()).isEqualTo(RawJson.EMPTY_OBJECT);
    }

    @Test
    default void an_event_as_a_java_caller_says_it_is_stored() {
        RecordedEvent event = recorded(NewEvent.of("payment-1", "Processed", "{\"n\":1}")
                .withEventId("e1")
                .withTags("t"));
        assertThat(List.of(event.eventId(), event.aggregateId(), event.eventType(), event.tags(), event.data()))
                .containsExactly("e1", "payment-1", "Processed", List.of("t"), RawJson.of("{\"n\":1}"));
    }

    @Test
    default void an_event_id_left_out_is_a_new_uuid_of_version_7() {
        for (int i = 1; i <= 100; i++) {
            stored(event("a-1", "A"), event("a-2", "A"));
        }
        List<String> ids = LongStream.rangeClosed(1, 200)
                .mapToObj(p -> log().event(p).eventId())
                .toList();
        assertThat(ids)
                .doesNotHaveDuplicates()
                .allSatisfy(id ->
                        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }

    @Test
    default void a_timestamp_left_out_is_the_time_of_recording() {
        assertThat(recorded(event("a-1", "A")).timestamp()).isEqualTo(Rfc3339.instant(FakeClock.START_NANOS));
    }

    @Test
    default void a_timestamp_may_lie_before_and_after_the_clock() {
        assertThat(recorded(event("a-1", "A").at("1678-01-01T00:00:00Z")).timestamp())
                .hasToString("1678-01-01T00:00:00Z");
        assertThat(recorded(event("a-1", "A").at("2261-12-31T23:59:59.999999999Z"))
                        .timestamp())
                .hasToString("2261-12-31T23:59:59.999999999Z");
    }

    @Test
    default void the_time_of_recording_is_the_clock_to_the_nanosecond() {
        clock().set(1_000_000_000_000_000_001L);
        assertThat(recorded(event("a-1", "A").at(5)).recordedAt()).hasToString("2001-09-09T01:46:40.000000001Z");
    }

    @Test
    default void a_whole_batch_has_one_time_of_recording() {
        clock().stepBy(1_000);
        stored(event("a-1", "A"), event("b-1", "B"), event("a-1", "A"));
        assertThat(List.of(log().event(2).recordedAt(), log().event(3).recordedAt()))
                .containsOnly(log().event(1).recordedAt());
        assertThat(log().event(3).timestamp()).isEqualTo(log().event(1).recordedAt());
    }

    @Test
    default void the_time_of_recording_never_goes_back() {
        stored(event("a-1", "A"));
        clock().set(FakeClock.START_NANOS - 1);
        stored(event("a-1", "A"));
        clock().set(FakeClock.START_NANOS + 1);
        stored(event("a-1", "A"));
        assertThat(LongStream.rangeClosed(1, 3).mapToObj(p -> log().event(p).recordedAt()))
                .containsExactly(
                        Rfc3339.instant(FakeClock.START_NANOS),
                        Rfc3339.instant(FakeClock.START_NANOS),
                        Rfc3339.instant(FakeClock.START_NANOS + 1));
        assertThat(log().event(2).timestamp())
                .as("the clock's time, which is not held")
                .isEqualTo(Rfc3339.instant(FakeClock.START_NANOS - 1));
    }

    @Test
    default void a_batch_may_be_overwritten_once_it_is_stored() {
        EventBatch batch = batch(event("a-1", "A").id("e1").tags("t").data("[1]"));
        stored(Append.of(batch));
        Arrays.fill(batch.bytes(), (byte) '!');
        assertThat(Reading.json(log(), 1))
                .contains("\"e1\"", "\"a-1\"", "\"t\"", "[1]")
                .doesNotContain("!");
        assertThat(log().positionOf("e1")).isEqualTo(1);
    }

    @Test
    default void tags_keep_their_order() {
        assertThat(recorded(event("a-1", "A").tags("z", "a", "m")).tags()).containsExactly("z", "a", "m");
    }

    @Test
    default void the_trace_context_of_the_request_goes_into_events_that_give_none() {
        stored(Append.of(batch(event("a-1", "A"), event("a-1", "A").traceparent("00-own"))
                .withDefaultTraceparent("00-request")));
        assertThat(log().event(1).traceparent()).isEqualTo("00-request");
        assertThat(log().event(2).traceparent()).isEqualTo("00-own");
        assertThat(log().event(1).metadata()).isNull();
    }

    @Test
    default void data_of_one_mebibyte_comes_back() {
        String data = "\"" + "0123456789abcde\u00e9".repeat((1 << 20) / 17) + "\"";
        stored(
                event("a-1", "A"),
                event("a-1", "A").data(data),
                event("a-1", "A").data("2"));
        assertThat(log().event(2).data()).isEqualTo(RawJson.of(data));
        assertThat(log().event(3).data()).isEqualTo(RawJson.of("2"));
    }

    @Test
    default void many_large_events_come_back() {
        for (int i = 1; i <= 40; i++) {
            stored(event("a-1", "A").data("\"" + Integer.toString(i).repeat(100_000) + "\""));
        }
        for (int i = 1; i <= 40; i++) {
            assertThat(log().event(i).data())
                    .isEqualTo(RawJson.of("\"" + Integer.toString(i).repeat(100_000) + "\""));
        }
    }

    @Test
    @Tag("slow")
    default void a_batch_of_100_000_events_is_stored_whole() {
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            events.add(event("a-" + i % 10, "T" + i % 7).data(Integer.toString(i)));
        }
        assertThat(append(Append.of(batch(events)))).isEqualTo(new Appended(1, 100_000, 1, 10_000, false));
        assertThat(log().position()).isEqualTo(100_000);
        assertThat(log().aggregateCount()).isEqualTo(10);
        for (long p = 1; p <= 100_000; p++) {
            RecordedEvent event = log().event(p);
            long i = p - 1;
            assertThat(event.data().toString().equals(Long.toString(i))
                            && event.aggregateId().equals("a-" + i % 10)
                            && event.version() == i / 10 + 1)
                    .isTrue();
        }
    }

    @Test
    default void an_append_goes_through_at_once_when_nobody_else_appends() {
        assertThat(store().appendUnlessBusy(TestEvent.append(event("a-1", "A"))))
                .hasValueSatisfying(stage ->
                        assertThat(stage.toCompletableFuture().join()).isEqualTo(new Appended(1, 1, 1, 1, false)));
        assertThat(log().position()).isEqualTo(1);
    }
}
