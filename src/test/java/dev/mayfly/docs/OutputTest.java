package dev.mayfly.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is printed is compared with what a document shows, and shown anew where it is something else. */
class OutputTest {
    private static final String ID = "01a20772-db18-758e-a69b-53ae5c609f0b";
    private static final String OTHER_ID = "01a30000-0000-7000-a000-000000000000";

    private final Values values = new Values();

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\n", -1));
    }

    private boolean matches(String shown, String printed) {
        return Output.mismatch(Output.joined(lines(shown)), lines(printed), values) == null;
    }

    private String rewritten(String shown, String printed) {
        List<String> output = Output.rewritten(Output.joined(lines(shown)), lines(printed), values);
        return String.join("\n", output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"a\":1} | {\"a\":1} | true",
                "{\"a\":1} | {\"a\":2} | false",
                "{\"a\":1} | {\"a\":1.0} | false",
                "{\"a\":1} | {\"a\": 1} | false",
                "{\"a\":1} | {\"a\":1,\"b\":2} | false",
                "{\"a\":1,\"b\":2} | {\"a\":1} | false",
                "{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1} | false",
                "{\"a\":1,…} | {\"a\":1,\"b\":2,\"c\":3} | true",
                "{\"a\":1, … \"c\":3} | {\"a\":1,\"b\":2,\"c\":3} | true",
                "{\"a\":1, … \"c\":3} | {\"a\":1,\"b\":2,\"c\":4} | false",
                "{\"a\":1, … \"c\":3} | {\"a\":1,\"b\":2,\"c\":3,\"d\":4} | false",
                "{… \"b\":{…}} | {\"a\":1,\"b\":{\"x\":1}} | true",
                "{… \"b\":{…}} | {\"a\":1,\"b\":[1]} | false",
                "[1,…] | [1,2,3] | true",
                "[…,3] | [1,2,3] | true",
                "[1,…] | [2,3] | false",
                "[1,2] | [1,2,3] | false",
                "{\"usedBytes\":12} | {\"usedBytes\":0} | true",
                "{\"usedBytes\":12} | {\"usedBytes\":\"0\"} | false",
                "{\"used\":12} | {\"used\":13} | false",
                "{\"next\":\"AQEHZGVm…\"} | {\"next\":\"BBBBBBBBBBBBBBBBBBBBBB\"} | true",
                "{\"next\":\"AQEHZGVm…\"} | {\"next\":null} | false",
                "{\"next\":null} | {\"next\":\"BBBBBBBBBBBBBBBBBBBBBB\"} | false",
                "{\"at\":\"2026-01-31T12:00:00Z\"} | {\"at\":\"2026-01-31T12:00:01Z\"} | false",
                "{\"at\":\"2026-01-31T12:00:00.1234567Z\"} | {\"at\":\"2027-02-01T00:00:00.5Z\"} | true",
                "{\"at\":\"2026-01-31T12:00:00.1234567Z\"} | {\"at\":\"soon\"} | false",
                "{\"id\":\"829a55cc-517a-5e3d-beba-5c673951f06e\"} | {\"id\":\"829a55cc-517a-5e3d-beba-5c673951f06f\"} | false",
                "etag: \"3-774faed9\" | etag: \"3-00000000\" | true",
                "etag: \"3-774faed9\" | etag: \"4-774faed9\" | false",
                "etag: \"3\" | etag: \"3-774faed9\" | false",
                "mayfly_cache_bytes 822.0 | mayfly_cache_bytes 1.2E7 | true",
                "mayfly_cache_entries 1.0 | mayfly_cache_entries 2.0 | false",
                "Dumped: path=data stores=1 millis=34 | Dumped: path=data stores=1 millis=5 | true",
                "Dumped: path=data stores=1 millis=34 | Dumped: path=data stores=2 millis=34 | false",
                "data: {\"a\":1} | data: {\"a\":1} | true",
                "data: {\"a\":1} | {\"a\":1} | false",
                "a … c | a b c | true",
                "a … c | a b d | false",
            })
    void what_is_printed_is_compared_by_value_and_by_form(String shown, String printed, boolean same) {
        assertThat(matches(shown, printed)).isEqualTo(same);
    }

    @Test
    void an_id_stands_for_one_value() {
        assertThat(matches("{\"id\":\"" + ID + "\"}", "{\"id\":\"" + OTHER_ID + "\"}"))
                .isTrue();
        assertThat(matches("{\"id\":\"" + ID + "\"}", "{\"id\":\"" + OTHER_ID.replace('0', '1') + "\"}"))
                .isFalse();
        assertThat(matches("{\"id\":\"" + ID.replace('b', 'c') + "\"}", "{\"id\":\"" + OTHER_ID + "\"}"))
                .isFalse();
        assertThat(values.inCommand("curl -X DELETE localhost:8080/operations/" + ID))
                .endsWith("/operations/" + OTHER_ID);
    }

    @Test
    void lines_are_compared_in_number_too() {
        assertThat(matches("a\nb", "a\nb")).isTrue();
        assertThat(matches("a\nb", "a")).isFalse();
        assertThat(matches("a", "a\nb")).isFalse();
        assertThat(matches("{\"a\":1,\n \"b\":2}", "{\"a\":1,\"b\":2}")).isTrue();
    }

    @Test
    void headers_may_be_left_out_and_are_compared_if_they_are_not() {
        String printed = "HTTP/1.1 201 Created\ncontent-type: application/json\netag: \"1\"\n\n{\"a\":1}";
        assertThat(matches("HTTP/1.1 201 Created\netag: \"1\"\n\n{\"a\":1}", printed))
                .isTrue();
        assertThat(matches("HTTP/1.1 201 Created\n\n{\"a\":1}", printed)).isTrue();
        assertThat(matches("HTTP/1.1 200 OK\n\n{\"a\":1}", printed)).isFalse();
        assertThat(matches("HTTP/1.1 201 Created\netag: \"2\"\n\n{\"a\":1}", printed))
                .isFalse();
        assertThat(matches("HTTP/1.1 201 Created\nage: 1\n\n{\"a\":1}", printed))
                .isFalse();
        assertThat(matches("HTTP/1.1 201 Created\n\n{\"a\":2}", printed)).isFalse();
    }

    @Test
    void what_is_left_out_stays_left_out_when_an_output_is_written() {
        assertThat(rewritten(
                        "{\"a\":1,\"id\":\"" + ID + "\", … \"z\":[1,…],\"y\":{…}}",
                        "{\"a\":2,\"id\":\"" + OTHER_ID
                                + "\",\"b\":3,\"c\":4,\"z\":[2,3,4],\"new\":5,\"y\":{\"x\":1}}"))
                .isEqualTo("{\"a\":2,\"id\":\"" + ID + "\", … \"z\":[2,…],\"new\":5,\"y\":{…}}");
        assertThat(rewritten(
                        "HTTP/1.1 200 OK\netag: \"1\"\n\n{\"a\":1,…}",
                        "HTTP/1.1 201 Created\nvary: Accept\netag: \"1-774faed9\"\n\n{\"a\":1,\"b\":2}"))
                .isEqualTo("HTTP/1.1 201 Created\netag: \"1-774faed9\"\n\n{\"a\":1,…}");
        assertThat(rewritten("?", "{\"next\":\"AAAABBBBCCCCDDDDEEEE\"}")).isEqualTo("{\"next\":\"AAAABBBBCCCCDDDD…\"}");
    }

    @Test
    void an_id_is_written_as_it_was_shown_before() {
        assertThat(matches("{\"id\":\"" + ID + "\"}", "{\"id\":\"" + OTHER_ID + "\"}"))
                .isTrue();
        assertThat(rewritten("[\"?\"]", "[\"" + OTHER_ID + "\"]")).isEqualTo("[\"" + ID + "\"]");
    }

    @Test
    void a_long_line_is_wrapped_after_a_comma_and_means_the_same() {
        String line = "{\"first\":\"" + "x".repeat(70) + "\",\"second\":\"" + "y".repeat(70) + "\"}";
        List<String> wrapped = Output.wrapped(line);
        assertThat(wrapped).hasSize(2).allSatisfy(each -> assertThat(each).hasSizeLessThanOrEqualTo(120));
        assertThat(Output.joined(wrapped)).containsExactly(line);
    }
}
