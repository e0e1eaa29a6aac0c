package dev.mayfly.event.json;

import static dev.mayfly.event.json.Parsing.assertInvalid;
import static dev.mayfly.event.json.Parsing.event;
import static dev.mayfly.event.json.Parsing.events;
import static dev.mayfly.event.json.Parsing.mistake;
import static dev.mayfly.event.json.Parsing.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.InvalidInputException.Kind;
import dev.mayfly.event.Rfc3339;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a single event's envelope. */
class EventParserEnvelopeTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void every_field_is_found() {
        EventBatch batch = events("""
                {"eventId":"e","aggregateId":"a","aggregateType":"A","eventType":"T","timestamp":"2026-11-23T04:40:49.5+01:00",
                 "correlationId":"c","causationId":"d","tags":["x","y"],"traceparent":"%s",
                 "metadata":{"organizationId":"o","userId":"u","z":[1]},"data":{"amount": 1.00} }""".formatted(TRACEPARENT));

        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.text(0, Field.EVENT_ID)).isEqualTo("e");
        assertThat(batch.text(0, Field.AGGREGATE_ID)).isEqualTo("a");
        assertThat(batch.text(0, Field.AGGREGATE_TYPE)).isEqualTo("A");
        assertThat(batch.text(0, Field.EVENT_TYPE)).isEqualTo("T");
        assertThat(batch.timestampNanos(0)).isEqualTo(Rfc3339.parse("", "2026-11-23T03:40:49.5Z"));
        assertThat(batch.text(0, Field.CORRELATION_ID)).isEqualTo("c");
        assertThat(batch.text(0, Field.CAUSATION_ID)).isEqualTo("d");
        assertThat(tags(batch, 0)).containsExactly("x", "y");
        assertThat(batch.text(0, Field.TRACEPARENT)).isEqualTo(TRACEPARENT);
        assertThat(batch.text(0, Field.METADATA)).isEqualTo("{\"organizationId\":\"o\",\"userId\":\"u\",\"z\":[1]}");
        assertThat(batch.text(0, Dimension.ORGANIZATION_ID)).isEqualTo("o");
        assertThat(batch.text(0, Dimension.USER_ID)).isEqualTo("u");
        assertThat(batch.text(0, Field.DATA)).isEqualTo("{\"amount\": 1.00}");
    }

    @Test
    void fields_left_out_are_absent() {
        EventBatch batch = events(event());

        for (Field field : Field.values()) {
            boolean given = field == Field.AGGREGATE_ID || field == Field.EVENT_TYPE;
            assertThat(batch.offset(0, field) >= 0).as(field.name()).isEqualTo(given);
        }
        assertThat(batch.timestampNanos(0)).isEqualTo(EventBatch.NO_TIMESTAMP);
        assertThat(batch.tagCount(0)).isZero();
    }

    @Test
    void required_fields_are_asked_for() {
        assertInvalid(() -> events("{}"), "eventType", "is required");
        assertInvalid(() -> events("{\"aggregateId\":\"a\"}"), "eventType", "is required");
        assertInvalid(() -> events("{\"eventType\":\"T\"}"), "aggregateId", "is required");
    }

    @Test
    void the_aggregate_of_the_path_is_taken_for_events_that_name_none() {
        EventBatch batch =
                events("[{\"eventType\":\"T\"},{\"eventType\":\"U\",\"aggregateId\":\"größe/1\"}]", "größe/1");

        assertThat(batch.text(0, Field.AGGREGATE_ID)).isEqualTo("größe/1");
        assertThat(batch.text(1, Field.AGGREGATE_ID)).isEqualTo("größe/1");
        assertThat(batch.text(1, Field.EVENT_TYPE)).isEqualTo("U");
    }

    @Test
    void the_aggregate_of_the_path_needs_no_room_in_the_array() {
        byte[] text = Parsing.bytes("{\"eventType\":\"T\"}");
        String longest = "é".repeat(255);

        assertThat(EventParser.events(text, text.length, longest, Parsing.LIMITS)
                        .text(0, Field.AGGREGATE_ID))
                .isEqualTo(longest);
    }

    @Test
    void another_aggregate_than_the_path_s_is_refused() {
        assertInvalid(() -> events(event(), "a-2"), "aggregateId", "must be the aggregate in the path, or left out");
        assertInvalid(() -> events(event(), "a-11"), "aggregateId", "must be the aggregate in the path, or left out");
        assertInvalid(() -> events(event(), ".."), "aggregateId", "must not be '.' or '..'");
        assertThat(events("{\"eventType\":\"T\",\"aggregateId\":\"a\\u002d1\"}", "a-1")
                        .size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"position", "version", "recordedAt", "\\u0070osition"})
    void what_the_store_assigns_is_refused(String name) {
        assertInvalid(
                () -> events(event("\"" + name + "\":1")),
                name.replace("\\u0070", "p"),
                "is assigned by the store; leave it out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eventtype",
                "EventType",
                "eventIds",
                "eventI",
                "dat",
                "datum",
                "tagz",
                "x",
                "größe",
                "metadate",
                "timestanp",
                "aggregateXd",
                "causationIx",
                "correlationXX",
                "traceparenT",
                "data "
            })
    void an_unknown_field_is_refused_by_its_name(String name) {
        assertInvalid(() -> events(event("\"" + name + "\":1")), name, "is not a known field");
    }

    @Test
    void an_unknown_field_s_name_is_shown_as_far_as_it_can_be() {
        assertInvalid(() -> events(event("\"\":1")), "\"\"", "is not a known field");
        assertInvalid(() -> events(event("\"dat\\u0041\":1")), "datA", "is not a known field");
        assertInvalid(() -> events(event("\"\\ud800\":1")), "\ufffd", "is not a known field");
        assertInvalid(
                () -> events(event("\"" + "n".repeat(5000) + "\":1")), "n".repeat(100) + "…", "is not a known field");
    }

    @Test
    void a_name_with_escapes_is_the_same_field() {
        EventBatch batch =
                events("{\"event\\u0054ype\":\"T\",\"\\u0061ggregateId\":\"a\",\"d\\u0061ta\":[\"\\u0061\"]}");

        assertThat(batch.text(0, Field.EVENT_TYPE)).isEqualTo("T");
        assertThat(batch.text(0, Field.DATA)).isEqualTo("[\"\\u0061\"]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"eventType\":\"T\"`,eventType",
                "`\"event\\u0054ype\":\"U\"`,eventType",
                "`\"data\":1,\"data\":1`,data",
                "`\"data\":1,\"\\u0064ata\":2`,data",
                "`\"tags\":[],\"tags\":[]`,tags",
                "`\"metadata\":{},\"metadata\":{}`,metadata",
                "`\"timestamp\":\"2024-01-01T00:00:00Z\",\"timestamp\":\"2024-01-01T00:00:00Z\"`,timestamp",
            })
    void a_field_given_twice_is_refused(String members, String field) {
        assertInvalid(() -> events(event(members)), field, "is given twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventId", "aggregateType", "correlationId", "causationId", "timestamp", "traceparent"})
    void a_text_must_be_a_string(String field) {
        for (String value : new String[] {"1", "true", "[]", "{}", "[\"a\"]", "-0.5e3"}) {
            assertInvalid(() -> events(event("\"" + field + "\":" + value)), field, "must be a string");
        }
        assertInvalid(
                () -> events(event("\"" + field + "\":null")),
                field,
                "must be a string; leave it out if there is none");
        assertInvalid(() -> events("{\"eventType\":{}}"), "eventType", "must be a string");
        assertInvalid(() -> events("{\"aggregateId\":1}"), "aggregateId", "must be a string");
    }

    @Test
    void tags_and_metadata_must_be_of_their_kind() {
        for (String value : new String[] {"1", "true", "\"a\""}) {
            assertInvalid(() -> events(event("\"tags\":" + value)), "tags", "must be an array of strings");
            assertInvalid(() -> events(event("\"metadata\":" + value)), "metadata", "must be an object");
        }
        assertInvalid(() -> events(event("\"tags\":{}")), "tags", "must be an array of strings");
        assertInvalid(() -> events(event("\"metadata\":[]")), "metadata", "must be an object");
        assertInvalid(
                () -> events(event("\"tags\":null")),
                "tags",
                "must be an array of strings; leave it out if there is none");
        assertInvalid(
                () -> events(event("\"metadata\":null")),
                "metadata",
                "must be an object; leave it out if there is none");
        assertInvalid(() -> events(event("\"tags\":[\"a\",1]")), "tags[1]", "must be a string");
    }

    @Test
    void a_value_of_the_wrong_type_that_is_no_json_is_malformed() {
        for (String value : new String[] {"tru", "{\"a\"}", "1.", "'x'"}) {
            assertThat(mistake(() -> events(event("\"eventId\":" + value))).kind())
                    .isEqualTo(Kind.MALFORMED_JSON);
            assertThat(mistake(() -> events(event("\"tags\":" + value))).kind()).isEqualTo(Kind.MALFORMED_JSON);
            assertThat(mistake(() -> events(event("\"tags\":[" + value + "]"))).kind())
                    .isEqualTo(Kind.MALFORMED_JSON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventId", "aggregateType", "correlationId", "causationId", "tags"})
    void an_identifier_keeps_the_rule(String field) {
        String at = field.equals("tags") ? "tags[0]" : field;
        assertInvalid(() -> events(identifier(field, "")), at, "must not be empty");
        for (String dots : new String[] {".", "..", "\\u002e", ".\\u002E"}) {
            assertInvalid(() -> events(identifier(field, dots)), at, "must not be '.' or '..'");
        }
        for (String control : new String[] {
            "\\u0000", "a\\u001fb", "\\n", "\u007F", "abcdefgh\u007F", "\\u007f", "\u0080", "\\u009F", "a\\tb", "\u0085"
        }) {
            assertInvalid(() -> events(identifier(field, control)), at, "must not contain control characters");
        }
        for (String lone :
                new String[] {"\\ud800", "\\udc00", "\\udc00\\ud800", "\\ud800x", "\\ud800\\n", "\\ud83d\\u0041"}) {
            assertInvalid(() -> events(identifier(field, lone)), at, "must be well-formed Unicode");
        }
        for (String character : new String[] {"a", "é", "あ", "😀", "\\u0041", "\\ud83d\\ude00"}) {
            assertInvalid(
                    () -> events(identifier(field, character.repeat(256))), at, "must have at most 255 characters");
            assertInvalid(
                    () -> events(identifier(field, character.repeat(20_000))), at, "must have at most 255 characters");
            assertThat(events(identifier(field, character.repeat(255))).size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a,a",
                "...,...",
                "a b,a b",
                ".a,.a",
                "a/b,a/b",
                "a\\/b,a/b",
                "\\u0041,A",
                "x\\\"y,x\"y",
                "x\\\\y,x\\y",
                "\\u00e9,é",
                "\\u20AC,€",
                "\\ud83d\\ude00!,😀!",
                "日本語,日本語",
                "😀,😀",
                "a\\u0020b,a b",
                "\\\\u0041,\\u0041",
                "%2F,%2F",
                "x\\u00a0y,x\u00a0y",
                "\\uFFFF,\uFFFF",
                "x\u2028y,x\u2028y"
            })
    void escapes_in_an_identifier_are_resolved(String written, String meant) {
        EventBatch batch = events(
                "{\"aggregateId\":\"%1$s\",\"eventType\":\"%1$s\",\"tags\":[\"%1$s\"],\"correlationId\":\"%1$s\",\"data\":\"%1$s\"}"
                        .formatted(written));

        assertThat(batch.text(0, Field.AGGREGATE_ID)).isEqualTo(meant);
        assertThat(batch.text(0, Field.EVENT_TYPE)).isEqualTo(meant);
        assertThat(batch.text(0, Field.CORRELATION_ID)).isEqualTo(meant);
        assertThat(tags(batch, 0)).containsExactly(meant);
        assertThat(batch.text(0, Field.DATA)).isEqualTo("\"" + written + "\"");
    }

    @Test
    void tags_are_kept_once_in_the_order_they_first_came() {
        assertThat(tags(events(event("\"tags\":[\"b\",\"a\",\"b\",\"\\u0061\",\"c\"]")), 0))
                .containsExactly("b", "a", "c");
        assertThat(tags(events(event("\"tags\":[ \n]")), 0)).isEmpty();
        assertThat(tags(events(event("\"tags\" : [ \"a\" \n, \"b\" ]")), 0)).containsExactly("a", "b");
    }

    @Test
    void an_event_has_at_most_sixty_four_tags() {
        assertThat(tags(events(event("\"tags\":" + numbered(64))), 0)).hasSize(64);
        assertInvalid(() -> events(event("\"tags\":" + numbered(65))), "tags", "must not be more than 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[\"a\"", "[\"a\",", "[\"a\",]", "[,]", "[\"a\" \"b\"]", "[\"a\"}"})
    void tags_that_are_no_json_are_malformed(String tags) {
        assertThat(mistake(() -> events("{\"tags\":" + tags)).kind()).isEqualTo(Kind.MALFORMED_JSON);
    }

    @Test
    void a_timestamp_that_cannot_be_represented_is_refused() {
        assertThat(mistake(() -> events(event("\"timestamp\":\"2026-11-23\"")))
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("timestamp");
        assertInvalid(
                () -> events(event("\"timestamp\":\"1600-01-01T00:00:00Z\"")),
                "timestamp",
                "must lie within the years 1678 to 2261");
        assertThat(events(event("\"timestamp\":\"2024-01-01T00:00:00\\u005a\"")).timestampNanos(0))
                .isEqualTo(Rfc3339.parse("", "2024-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x"
            })
    void a_traceparent_of_another_form_is_refused(String traceparent) {
        assertThat(mistake(() -> events(event("\"traceparent\":\"" + traceparent + "\"")))
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("traceparent");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{},{}",
                "`{\"a\":1,\"a\":2}`,`{\"a\":1,\"a\":2}`",
                "1e400,1e400",
                "12345678901234567890,12345678901234567890",
                "1.0,1.0",
                "null,null",
                "` true `,true",
                "`\n[\r\n1 ]\t`,`[  1 ]`",
                "`\"a\\nb\\ud800\"`,`\"a\\nb\\ud800\"`",
                "` -0.50E+1 `,-0.50E+1",
                "\"\",\"\"",
                "`{ }`,`{ }`"
            })
    void data_is_any_value_byte_for_byte(String written, String kept) {
        assertThat(events(event("\"data\":" + written)).text(0, Field.DATA)).isEqualTo(kept);
        assertThat(events("{\"data\":" + written + ",\"eventType\":\"T\",\"aggregateId\":\"a\"}")
                        .text(0, Field.DATA))
                .isEqualTo(kept);
    }

    private static String identifier(String field, String text) {
        return event("\"" + field + "\":" + (field.equals("tags") ? "[\"" + text + "\"]" : "\"" + text + "\""));
    }

    private static String numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
