package dev.mayfly.testing.conformance;

import static dev.mayfly.eventstore.support.TestEvent.batch;
import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.support.Reading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The exact text of an event. */
interface JsonRules extends StoreFixture {
    private void assertData(String data) {
        stored(event("a-1", "A").data(data));
        assertThat(log().event(1).data()).hasToString(data);
        assertThat(Reading.json(log(), 1)).endsWith(",\"data\":" + data + "}");
    }

    @Test
    default void all_fields_are_written_in_the_order_of_the_contract() {
        stored(event("b-1", "B"));
        stored(Append.of(batch(event("payment-1", "Processed")
                .id("e1")
                .at("2026-11-23T04:40:49.123456789Z")
                .correlation("c1")
                .causation("x1")
                .tags("course:c1", "t2")
                .traceparent("00-1")
                .metadata("{ \"userId\": \"u\" }")
                .user("u")
                .data("{\"amount\": 100.00}"))));
        assertThat(Reading.json(log(), 2))
                .isEqualTo("{\"position\":2,\"eventId\":\"e1\",\"aggregateId\":\"payment-1\","
                        + "\"aggregateType\":\"Payment\",\"eventType\":\"Processed\",\"version\":1,"
                        + "\"timestamp\":\"2026-11-23T04:40:49.123456789Z\","
                        + "\"recordedAt\":\"2026-11-23T04:40:49.2Z\",\"correlationId\":\"c1\","
                        + "\"causationId\":\"x1\",\"tags\":[\"course:c1\",\"t2\"],\"traceparent\":\"00-1\","
                        + "\"metadata\":{ \"userId\": \"u\" },\"data\":{\"amount\": 100.00}}");
    }

    @Test
    default void fields_that_are_absent_are_left_out() {
        stored(event("a-1", "A").id("e1"));
        assertThat(Reading.json(log(), 1))
                .isEqualTo("{\"position\":1,\"eventId\":\"e1\",\"aggregateId\":\"a-1\","
                        + "\"aggregateType\":\"A\",\"eventType\":\"A\",\"version\":1,"
                        + "\"timestamp\":\"2026-11-23T04:40:49.2Z\","
                        + "\"recordedAt\":\"2026-11-23T04:40:49.2Z\",\"data\":{}}");
    }

    @Test
    default void quotes_and_backslashes_in_identifiers_are_escaped() {
        stored(event("a\"\\", "\\t\"")
                .id("\"")
                .correlation("\\")
                .causation("\"\\")
                .tags("\\\"", "\uD83D\uDE80/"));
        assertThat(Reading.json(log(), 1))
                .contains("\"eventId\":\"\\\"\"", "\"aggregateId\":\"a\\\"\\\\\"", "\"eventType\":\"\\\\t\\\"\"")
                .contains("\"correlationId\":\"\\\\\"", "\"causationId\":\"\\\"\\\\\"")
                .contains("\"tags\":[\"\\\\\\\"\",\"\uD83D\uDE80/\"]");
    }

    @Test
    default void timestamps_are_written_in_utc_without_trailing_zeros() {
        String[] times = {
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00.000000001Z",
            "2026-01-01T00:00:00.5Z",
            "1678-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "2000-02-29T12:34:56.12345Z",
            "2261-12-31T23:59:59.999999999Z"
        };
        for (int i = 0; i < times.length; i++) {
            stored(event("a-1", "A").at(times[i]));
            assertThat(Reading.json(log(), i + 1L)).contains("\"timestamp\":\"" + times[i] + "\"");
        }
    }

    @Test
    default void numbers_in_data_keep_their_spelling() {
        assertData("[1.0, 1e400, 12345678901234567890, -0, 1E+2, 0.10]");
    }

    @Test
    default void keys_in_data_keep_their_order_and_repetitions() {
        assertData("{\"b\": 1, \"a\": 2, \"b\": 3}");
    }

    @Test
    default void escapes_and_spaces_in_data_stay_as_sent() {
        assertData("{ \"k\\u0041\" :\t\"\\/\\u00e9\u00e9\\uD83D\\uDE80\uD83D\uDE80\\ud800\" }");
    }

    @Test
    default void data_may_be_any_json_value() {
        String[] values = {"null", "true", "0", "\"\"", "[]", "{}", "[[[]]]"};
        for (int i = 0; i < values.length; i++) {
            stored(event("a-1", "A").data(values[i]));
            assertThat(Reading.json(log(), i + 1L)).endsWith(",\"data\":" + values[i] + "}");
        }
    }

    @Test
    default void the_text_is_never_longer_than_said_before() {
        stored(event("a-1", "A"), event("\"".repeat(255), "\\".repeat(255)).tags("\"".repeat(255), "x"));
        stored(event("\uD83D\uDE80".repeat(255), "A")
                .id("\"".repeat(255))
                .aggregateType("\\".repeat(255))
                .correlation("\"".repeat(255))
                .causation("\\".repeat(255))
                .traceparent("\"".repeat(255))
                .metadata("{\"a\": 1}")
                .data("[1, 2, 3]"));
        for (long position = 1; position <= 3; position++) {
            assertThat(log().jsonSizeBound(position))
                    .isGreaterThanOrEqualTo(Reading.json(log(), position).getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    default void the_text_is_written_behind_what_is_in_the_buffer() {
        stored(event("a-1", "A").id("e1"), event("a-1", "A").id("e2"));
        JsonBuffer out = new JsonBuffer(16).put('[');
        log().writeJson(1, out);
        out.put(',');
        log().writeJson(2, out);
        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("[" + Reading.json(log(), 1) + "," + Reading.json(log(), 2))
                .contains("\"e1\"", "\"e2\"");
    }

    @Test
    default void a_position_outside_of_the_prefix_cannot_be_written() {
        stored(event("a-1", "A"), event("a-1", "A"));
        LogPrefix prefix = store().prefixAt(1);
        for (long position : new long[] {0, 2, -1}) {
            assertThatThrownBy(() -> prefix.writeJson(position, new JsonBuffer(16)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
