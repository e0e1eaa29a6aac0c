package dev.mayfly.event.json;

import static dev.mayfly.event.json.Parsing.append;
import static dev.mayfly.event.json.Parsing.assertInvalid;
import static dev.mayfly.event.json.Parsing.bytes;
import static dev.mayfly.event.json.Parsing.event;
import static dev.mayfly.event.json.Parsing.events;
import static dev.mayfly.event.json.Parsing.lines;
import static dev.mayfly.event.json.Parsing.mistake;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.EventBatch;
import dev.mayfly.event.EventBatch.Field;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.InvalidInputException.Kind;
import dev.mayfly.event.RawJson;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that events come in: one object, an array, lines, a request to append. */
class EventParserTextTest {
    private static final String EVENT = event();
    private static final String WRONG = event("\"x\":1");

    @Test
    void an_array_has_its_events_in_order() {
        EventBatch batch = events(" [ " + event("\"data\":1") + "\r\n," + event("\"data\":2") + " ] \n");

        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.text(0, Field.DATA)).isEqualTo("1");
        assertThat(batch.text(1, Field.DATA)).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t", "[]", " [ ] "})
    void a_text_without_events_is_refused(String text) {
        assertInvalid(() -> events(text), "", "must have at least one event");
    }

    @Test
    void a_text_of_another_kind_is_refused() {
        for (String text : new String[] {"1", "\"a\"", "null", " true "}) {
            assertInvalid(() -> events(text), "", "must be an event or an array of events");
            assertInvalid(() -> append(text), "", "must be an object with the field events");
            assertInvalid(() -> lines(text), "", "must be an event object");
            assertInvalid(() -> events("[" + EVENT + "," + text + "]"), "[1]", "must be an event object");
        }
        assertInvalid(() -> lines("[" + EVENT + "]"), "", "must be an event object");
        assertInvalid(() -> append("[" + EVENT + "]"), "", "must be an object with the field events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"eventType\"",
                "{\"eventType\":",
                "{\"eventType\":\"T\"",
                "{\"eventType\":\"T\",",
                "{\"eventType\":\"T\",}",
                "{,}",
                "{\"eventType\" \"T\"}",
                "{\"eventType\":\"T\"]",
                "{eventType:\"T\"}",
                "{\"data\":1 \"tags\":[]}",
                "{\"metadata\":{",
                "{\"metadata\":{\"a\"",
                "{\"metadata\":{\"a\":1",
                "{\"metadata\":{\"a\":1,}}",
                "{\"metadata\":{1:1}}",
                "{\"metadata\":{\"a\":1]}",
                "{\"metadata\":{\"userId\":\"\\x\"}}",
                "tru",
                "'a'"
            })
    void a_text_that_is_no_json_is_malformed_in_every_form(String text) {
        assertMalformed(() -> events(text));
        assertMalformed(() -> events("[" + EVENT + "," + text + "]"));
        assertMalformed(() -> append("{\"events\":[" + text + "]}"));
        assertThat(assertMalformed(() -> lines(EVENT + "\n" + text)).line()).isEqualTo(2);
    }

    @Test
    void what_follows_the_text_is_malformed() {
        assertMalformed(() -> events("1 2"));
        assertMalformed(() -> events(EVENT + "x"));
        assertMalformed(() -> events(EVENT + EVENT));
        assertMalformed(() -> events("[" + EVENT + "] ]"));
        assertMalformed(() -> events("[" + EVENT + ",]"));
        assertMalformed(() -> events("[" + EVENT + EVENT + "]"));
        assertMalformed(() -> events("[" + EVENT));
        assertMalformed(() -> append("{\"events\":[" + EVENT + "]} {}"));
        assertMalformed(() -> append("{\"events\":[" + EVENT + "],}"));
        assertMalformed(() -> append("{\"events\":[" + EVENT + "]"));
        assertMalformed(() -> lines(EVENT + EVENT));
        assertMalformed(() -> lines(EVENT + "," + EVENT));
    }

    @Test
    void a_byte_order_mark_is_refused_as_such() {
        for (ThrowingCallable parsing : new ThrowingCallable[] {
            () -> events("\uFEFF" + EVENT),
            () -> lines("\uFEFF" + EVENT),
            () -> append("\uFEFF{\"events\":[" + EVENT + "]}")
        }) {
            InvalidInputException mistake = assertMalformed(parsing);
            assertThat(mistake.violations().get(0).message())
                    .isEqualTo("must not start with a byte order mark; send UTF-8 without one");
        }
    }

    @Test
    void mistakes_are_named_by_their_path_from_the_root() {
        assertInvalid(() -> events(WRONG), "x", "is not a known field");
        assertInvalid(() -> events("[" + EVENT + "," + WRONG + "]"), "[1].x", "is not a known field");
        assertInvalid(() -> events("[" + event("\"tags\":[\"a\",\"\"]") + "]"), "[0].tags[1]", "must not be empty");
        assertInvalid(
                () -> append("{\"events\":[" + EVENT + "," + WRONG + "]}"), "events[1].x", "is not a known field");
        InvalidInputException inLine = assertInvalid(() -> lines(EVENT + "\n\n" + WRONG), "x", "is not a known field");
        assertThat(inLine.line()).isEqualTo(3);
    }

    @Test
    void lines_end_with_lf_or_crlf_and_the_last_may_lack_it() {
        for (String text : new String[] {
            EVENT + "\n" + EVENT, EVENT + "\r\n" + EVENT + "\r\n", "\n \n" + EVENT + " \n\r\n\t\n  " + EVENT + "\n\n"
        }) {
            assertThat(lines(text).size()).isEqualTo(2);
        }
        assertThat(lines(event("\"data\":[1,\r2]")).text(0, Field.DATA)).isEqualTo("[1, 2]");
    }

    @Test
    void the_line_feeds_between_lines_stay() {
        EventBatch batch = lines("\n\r\n" + EVENT + "\n" + EVENT + " \r\n");

        String text = new String(batch.bytes(), 0, batch.bytes().length - 9, StandardCharsets.UTF_8);
        assertThat(text).isEqualTo("\n \n" + EVENT + "\n" + EVENT + "  \n");
    }

    @Test
    void an_event_must_stand_within_its_line() {
        InvalidInputException mistake = assertMalformed(() -> lines("\n" + EVENT + "\n" + EVENT.replace(",", ",\n")));

        assertThat(mistake.line()).isEqualTo(3);
        assertThat(mistake.violations().get(0).message())
                .isEqualTo("is not valid JSON: unexpected end at byte 21 of line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t\n\n"})
    void lines_without_an_event_are_refused(String text) {
        assertThat(assertInvalid(() -> lines(text), "", "must have at least one event")
                        .line())
                .isZero();
    }

    @Test
    void lines_take_the_aggregate_of_the_path() {
        EventBatch batch = lines("{\"eventType\":\"T\"}\n{\"eventType\":\"U\"}", "a");

        assertThat(batch.text(1, Field.AGGREGATE_ID)).isEqualTo("a");
        assertThat(assertInvalid(
                                () -> lines("{\"eventType\":\"T\"}\n" + EVENT, "b"),
                                "aggregateId",
                                "must equal the aggregate id in the path, or be left out")
                        .line())
                .isEqualTo(2);
    }

    @Test
    void data_may_nest_equally_deep_in_every_form() {
        for (String member : new String[] {"\"data\":", "\"metadata\":{\"a\":"}) {
            int room = member.contains("{") ? 996 : 997;
            String close = member.contains("{") ? "}" : "";
            String deepest = event(member + "[".repeat(room) + "]".repeat(room) + close);
            String deeper = event(member + "[".repeat(room + 1) + "]".repeat(room + 1) + close);

            assertThat(events(deepest).size()).isEqualTo(1);
            assertThat(events("[" + deepest + "]").size()).isEqualTo(1);
            assertThat(lines(deepest).size()).isEqualTo(1);
            assertThat(append("{\"events\":[" + deepest + "]}").events().size()).isEqualTo(1);
            assertTooDeep(() -> events(deeper));
            assertTooDeep(() -> events("[" + deeper + "]"));
            assertTooDeep(() -> lines(deeper));
            assertTooDeep(() -> append("{\"events\":[" + deeper + "]}"));
        }
    }

    private static void assertTooDeep(ThrowingCallable parse) {
        InvalidInputException mistake = mistake(parse);
        assertThat(mistake.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(mistake.violations().get(0).message()).contains("must nest at most 1000 levels deep");
    }

    @Test
    void an_event_over_the_limit_is_too_large() {
        int size = EVENT.length();

        assertThat(size(limits(size, 5), " " + EVENT + " ")).isEqualTo(1);
        assertTooLarge(() -> size(limits(size - 1, 5), EVENT), "", size - 1);
        assertTooLarge(() -> size(limits(size, 5), "[" + EVENT + "," + event("\"data\":1") + "]"), "[1]", size);
        byte[] lines = bytes(EVENT + "\n" + event("\"data\":1"));
        InvalidInputException inLine =
                assertTooLarge(() -> EventParser.lines(lines, lines.length, null, limits(size, 5)), "", size);
        assertThat(inLine.line()).isEqualTo(2);
        byte[] append = bytes("{\"events\":[" + event("\"data\":1") + "]}");
        assertTooLarge(() -> EventParser.append(append, append.length, limits(size, 5)), "events[0]", size);
    }

    @Test
    void more_events_than_the_limit_are_too_large() {
        assertThat(size(limits(1000, 2), "[" + EVENT + "," + EVENT + "]")).isEqualTo(2);
        assertTooLarge(() -> size(limits(1000, 2), "[" + EVENT + "," + EVENT + "," + EVENT + "]"), "", 2);
        byte[] lines = bytes((EVENT + "\n").repeat(3));
        assertTooLarge(() -> EventParser.lines(lines, lines.length, null, limits(1000, 2)), "", 2);
    }

    @Test
    void a_request_to_append_has_its_parts_in_any_order() {
        EventParser.AppendText text = append(" { \"condition\" : {\"a\":\n[1]} , \"ev\\u0065nts\" : [" + EVENT
                + "] ,\"expectedVersions\":{ \"a\":1 }\r\n}\n");

        assertThat(text.events().size()).isEqualTo(1);
        assertThat(text.condition()).isEqualTo(RawJson.of("{\"a\": [1]}"));
        assertThat(text.expectedVersions()).isEqualTo(RawJson.of("{ \"a\":1 }"));
    }

    @Test
    void a_request_to_append_may_consist_of_events_alone() {
        EventParser.AppendText text = append("{\"events\":[" + EVENT + "]}");

        assertThat(text.condition()).isNull();
        assertThat(text.expectedVersions()).isNull();
    }

    @Test
    void a_request_to_append_keeps_the_rules_of_an_envelope() {
        String events = "\"events\":[" + EVENT + "]";
        assertInvalid(() -> append(""), "", "must have at least one event");
        assertInvalid(() -> append("{}"), "events", "is required");
        assertInvalid(() -> append("{\"condition\":{}}"), "events", "is required");
        assertInvalid(() -> append("{\"events\":[]}"), "events", "must have at least one event");
        assertInvalid(() -> append("{\"events\":null}"), "events", "must be an array of events");
        assertInvalid(() -> append("{\"events\":{}}"), "events", "must be an array of events");
        assertInvalid(() -> append("{" + events + ",\"x\":1}"), "x", "is not a known field");
        assertInvalid(() -> append("{" + events + "," + events + "}"), "events", "is given twice");
        assertInvalid(
                () -> append("{" + events + ",\"condition\":{},\"c\\u006fndition\":{}}"),
                "condition",
                "is given twice");
        for (String part : new String[] {"condition", "expectedVersions"}) {
            for (String value : new String[] {"null", "1", "[]", "\"a\""}) {
                assertInvalid(
                        () -> append("{" + events + ",\"" + part + "\":" + value + "}"),
                        part,
                        "must be an object, or left out");
            }
            assertMalformed(() -> append("{" + events + ",\"" + part + "\":{\"a\":tru}}"));
        }
    }

    @Test
    void a_missing_events_field_is_found_before_its_parts_are_looked_into() {
        assertMalformed(() -> append("{\"events\""));
        assertMalformed(() -> append("{\"events\":"));
        assertMalformed(() -> append("{\"events\":["));
    }

    private static EventParser.Limits limits(int eventBytes, int events) {
        return new EventParser.Limits(eventBytes, events);
    }

    private static int size(EventParser.Limits limits, String text) {
        byte[] bytes = bytes(text);
        return EventParser.events(bytes, bytes.length, null, limits).size();
    }

    private static InvalidInputException assertMalformed(ThrowingCallable parsing) {
        InvalidInputException mistake = mistake(parsing);
        assertThat(mistake.kind()).isEqualTo(Kind.MALFORMED_JSON);
        assertThat(mistake.violations().get(0).field()).isEmpty();
        return mistake;
    }

    private static InvalidInputException assertTooLarge(ThrowingCallable parsing, String field, long limit) {
        InvalidInputException mistake = mistake(parsing);
        assertThat(mistake.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(mistake.limit()).isEqualTo(limit);
        assertThat(mistake.violations().get(0).field()).isEqualTo(field);
        return mistake;
    }
}
