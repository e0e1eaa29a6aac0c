package dev.mayfly.cloudevent;

import static dev.mayfly.cloudevent.Passage.binary;
import static dev.mayfly.cloudevent.Passage.structured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.InvalidInputException.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventReaderTest {
    private static final String START = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\"' | specversion",
                "'\"specversion\":1.0,\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\"' | specversion",
                "'\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\"' | specversion",
                "'\"specversion\":\"1.0\",\"id\":null,\"source\":\"/s\",\"type\":\"T\"' | id",
                "'\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/s\",\"type\":\"T\"' | id",
                "'\"specversion\":\"1.0\",\"id\":7,\"source\":\"/s\",\"type\":\"T\"' | id",
                "'\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\"' | id",
                "'\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a b\",\"type\":\"T\"' | source",
                "'\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"\",\"type\":\"T\"' | source",
                "'\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\\u0000\"' | type"
            })
    void the_required_attributes_must_be_there_and_right(String members, String field) {
        assertThat(refusal("{" + members + "}").violations())
                .extracting(Violation::field)
                .containsExactly(field);
    }

    @Test
    void all_missing_attributes_are_named() {
        assertThat(refusal("{}").violations())
                .extracting(Violation::field)
                .containsExactly("specversion", "id", "source", "type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"subject\":\"\" | subject",
                "\"time\":\"2020-01-01T00:00:00.0123456789Z\" | time",
                "\"time\":\"2020-01-01T23:59:60Z\" | time",
                "\"time\":\"2020-01-01T00:00:00\" | time",
                "\"time\":\"9999-01-01T00:00:00Z\" | time",
                "\"time\":1577836800 | time",
                "\"dataschema\":\"\" | dataschema",
                "\"dataschema\":\"no uri\" | dataschema",
                "\"datacontenttype\":\"json\" | datacontenttype",
                "\"datacontenttype\":\"a/b\\r\\nx: y\" | datacontenttype",
                "\"Upper\":\"x\" | Upper",
                "\"under_score\":\"x\" | under_score",
                "\"\":\"x\" | ''",
                "\"\\ud800\":\"x\" | ''",
                "\"ext\":1.5 | ext",
                "\"ext\":1.0 | ext",
                "\"ext\":1e2 | ext",
                "\"ext\":12345678901 | ext",
                "\"ext\":2147483648 | ext",
                "\"ext\":-2147483649 | ext",
                "\"ext\":\"\ufffe\" | ext",
                "\"ext\":\"\\uffff\" | ext",
                "\"ext\":\"\\ufdd0\" | ext",
                "\"ext\":\"\\ufdef\" | ext",
                "\"ext\":\"\\ud83f\\udffe\" | ext",
                "\"ext\":\"\\udbff\\udfff\" | ext",
                "\"ext\":\"\\u0000\" | ext",
                "\"ext\":\"\\u001f\" | ext",
                "\"ext\":\"\\u007f\" | ext",
                "\"ext\":\"\\udc00\\ud800\" | ext",
                "\"subject\":\"a\\ufffe\" | subject",
                "\"dataschema\":\"/é\" | dataschema",
                "\"datacontenttype\":\"a/b/c\" | datacontenttype",
                "\"datacontenttype\":\"a/\" | datacontenttype",
                "\"ext\":{} | ext",
                "\"ext\":[1] | ext",
                "\"ext\":\"a\\u0085\" | ext",
                "\"ext\":\"\\ud800\" | ext",
                "\"data\":1,\"data\":1 | data",
                "\"data\":1,\"data_base64\":\"AA==\" | data",
                "\"data_base64\":\"-_\" | data_base64",
                "\"data_base64\":\"AA==\\n\" | data_base64",
                "\"data_base64\":5 | data_base64"
            })
    void an_attribute_that_breaks_a_rule_is_named(String member, String field) {
        InvalidInputException refusal = refusal(START + "," + member + "}");

        assertThat(refusal.kind()).isEqualTo(InvalidInputException.Kind.INVALID_REQUEST);
        assertThat(refusal.violations()).extracting(Violation::field).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483647",
                "-2147483648",
                "0",
                "true",
                "\"1.5\"",
                "\"12345678901\"",
                "\"\"",
                "\"\\ufffd\\ufdcf\\ufdf0\"",
                "\"\\ud83d\\ude00\""
            })
    void a_value_that_the_specification_has_is_taken(String value) {
        CloudEvent event = Passage.structured(START + ",\"ext\":" + value + "}");

        assertThat(event.toString()).contains("\"ext\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%EF%BF%BE",
                "a%ef%bf%bf",
                "%EF%B7%90",
                "%F0%9F%BF%BE",
                "%00",
                "%7F",
                "%C2%80",
                "%ED%A0%80",
                "%FF"
            })
    void what_is_no_character_is_refused_in_a_header_too(String value) {
        assertThatThrownBy(() -> Passage.binary(
                        "", "ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "T", "ce-ext", value))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.violations())
                                .extracting(Violation::field)
                                .containsExactly("ce-ext"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\"}", "{\"a\":1,}", "{\"data\":[1,]}", "{\"a\":\"\n\"}", "nul", "\ufeff{}"})
    void a_text_that_is_not_json_is_called_so(String text) {
        assertThat(refusal(text).kind()).isEqualTo(InvalidInputException.Kind.MALFORMED_JSON);
    }

    @Test
    void nothing_may_stand_behind_an_event() {
        assertThat(refusal(START + "} x").kind()).isEqualTo(InvalidInputException.Kind.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"x\"", "1"})
    void one_event_is_an_object(String text) {
        assertThat(refusal(text).getMessage()).contains("must be a CloudEvent object");
    }

    @Test
    void an_attribute_that_is_null_is_not_there() {
        CloudEvent event = structured(START + ",\"subject\":null,\"time\":null,\"ext\":null,\"data_base64\":null}");

        assertThat(event).hasToString(sortedStart() + "}");
    }

    @Test
    void an_event_has_no_more_than_256_attributes() {
        StringBuilder text = new StringBuilder(START);
        for (int i = 0; i < 254; i++) {
            text.append(",\"x").append(i).append("\":1");
        }

        assertThat(refusal(text + "}").getMessage()).contains("256");
    }

    @Test
    void data_may_nest_as_deep_as_an_answer_can_show() {
        String deep = "[".repeat(997) + "]".repeat(997);

        assertThat(structured(START + ",\"data\":" + deep + "}").body()).hasSize(2 * 997);
        assertThat(refusal(START + ",\"data\":[" + deep + "]}")
                        .violations()
                        .get(0)
                        .message())
                .contains("must nest at most 1000 levels deep");
        assertThat(binary("[" + deep + "]", headers("content-type", "application/json"))
                        .toString())
                .contains("data_base64");
    }

    @Test
    void a_batch_may_be_empty_and_has_a_limit() {
        assertThat(batch(" [ ] ", 1)).isEmpty();
        assertThat(batch("[" + START + "}, " + START + "}]", 2)).hasSize(2);
        assertThatThrownBy(() -> batch("[" + START + "}," + START + "}]", 1))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        mistake -> assertThat(mistake.kind()).isEqualTo(InvalidInputException.Kind.TOO_LARGE));
    }

    @Test
    void a_mistake_in_a_batch_says_which_event_it_is_in() {
        assertThatThrownBy(() -> batch("[" + START + "}," + START + ",\"Bad\":1}]", 9))
                .hasMessageStartingWith("[1].Bad");
        assertThatThrownBy(() -> batch("[" + START + "},7]", 9)).hasMessageStartingWith("[1]");
        assertThatThrownBy(() -> batch("[" + START + "}", 9)).hasMessageContaining("unexpected end");
        assertThatThrownBy(() -> batch(START + "}", 9)).hasMessageContaining("must be an array");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a%20b | a b",
                "Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀",
                "%41%42 | AB",
                "100% | 100%",
                "50%off | 50%off",
                "%2541 | %41",
                "\"a b\" | a b",
                "\"a\\\"b\" | a\"b",
                "\" | \"",
                "Ã© | é"
            })
    void a_header_is_unquoted_and_percent_decoded_once(String header, String value) {
        assertThat(Objects.requireNonNull(binary("", headers("ce-ext", header)).text("ext")))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ce-ext | %FF | ce-ext",
                "ce-ext | %0A | ce-ext",
                "ce-under_score | x | ce-under_score",
                "ce- | x | ce-",
                "ce-data | x | ce-data",
                "ce-id | 2 | ce-id",
                "ce-time | now | ce-time",
                "ce-datacontenttype | text/plain | ce-datacontenttype",
                "content-type | none | Content-Type"
            })
    void a_header_that_breaks_a_rule_is_named(String name, String value, String field) {
        assertThatThrownBy(() -> binary("", headers(name, value)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        mistake -> assertThat(mistake.violations())
                                .extracting(Violation::field)
                                .containsExactly(field));
    }

    @ParameterizedTest
    @CsvSource({
        "/a%20b, /a%20b",
        "/a%2520b, /a%20b",
        "/caf%C3%A9, /caf%C3%A9",
        "/%61, /a",
    })
    void an_address_keeps_the_escapes_without_which_it_were_none(String header, String source) {
        String[] headers = headers();
        headers[5] = header;

        assertThat(binary("", headers).text("source")).isEqualTo(source);
    }

    @Test
    void headers_without_an_event_name_what_is_missing() {
        assertThatThrownBy(() -> binary("{}", "content-type", "application/json"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        mistake -> assertThat(mistake.violations())
                                .extracting(Violation::field)
                                .containsExactly("ce-specversion", "ce-id", "ce-source", "ce-type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | ' {\"a\": 1} ' | \"data\":{\"a\": 1}",
                "Application/JSON; Charset=\"UTF-8\" | 1.0 | \"data\":1.0",
                "application/vnd.x+json;v=1 | \"x\" | \"data\":\"x\"",
                "application/json; charset=iso-8859-1 | {} | \"data_base64\":\"e30=\"",
                "text/plain | {} | \"data_base64\":\"e30=\"",
                "application/xml+jsonx | {} | \"data_base64\":\"e30=\""
            })
    void a_body_is_json_where_its_type_says_so_and_else_bytes(String contentType, String body, String data) {
        assertThat(binary(body, headers("Content-Type", contentType)).toString())
                .contains(data);
    }

    @Test
    void a_body_without_a_type_is_json_if_it_can_be() {
        assertThat(binary("[1]", headers()).toString()).endsWith(",\"data\":[1]}");
        assertThat(binary("[1", headers()).toString()).endsWith(",\"data_base64\":\"WzE=\"}");
        assertThat(binary("1\n2", headers()).body()).isEqualTo(new byte[] {'1', '\n', '2'});
        assertThat(binary("", headers())).hasToString(sortedStart() + "}");
    }

    @Test
    void a_body_that_is_not_the_json_it_is_said_to_be_is_bytes() {
        assertThat(binary("1\r\n2", headers("content-type", "application/json")).body())
                .isEqualTo("1\r\n2".getBytes(StandardCharsets.UTF_8));
        assertThat(binary(new byte[] {'"', (byte) 0xFF, '"'}, headers("content-type", "application/json"))
                        .toString())
                .contains("\"data_base64\":\"Iv8i\"");
    }

    private static String sortedStart() {
        return structured(START + "}").toString().replaceAll("}$", "");
    }

    private static InvalidInputException refusal(String text) {
        return catchThrowableOfType(InvalidInputException.class, () -> structured(text));
    }

    private static List<CloudEvent> batch(String text, int limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return CloudEventReader.batch(bytes, bytes.length, limit, unused -> {});
    }

    private static String[] headers(String... more) {
        List<String> headers =
                new ArrayList<>(List.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "T"));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }
}
