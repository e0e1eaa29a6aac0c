package dev.mayfly.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonIndentTest {
    private static String indented(String json, int piece) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        JsonIndent indent = new JsonIndent();
        JsonBuffer out = new JsonBuffer(16);
        for (int from = 0; from < text.length; from += piece) {
            byte[] part = Arrays.copyOfRange(text, from, Math.min(text.length, from + piece));
            for (int at = 0; at < part.length; ) {
                // As much as fits into one more byte.
                at = indent.write(part, at, part.length, out, out.size() + 1);
            }
        }
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.50 | 1.50",
                "{ } | {}",
                "[ ] | []",
                "[[],{}] | [~  [],~  {}~]",
                "{\"a\":1,\"b\":[1,2]} | {~  \"a\": 1,~  \"b\": [~    1,~    2~  ]~}",
                "{ \"a\" : null , \"é\" : true } | {~  \"a\": null,~  \"é\": true~}",
                "[\"{,}: \\\" ] \\\\\",\"\"] | [~  \"{,}: \\\" ] \\\\\",~  \"\"~]"
            })
    void a_member_and_an_element_stand_on_lines_of_their_own(String json, String expected) {
        for (int piece : new int[] {1, 2, 3, 1000}) {
            assertThat(indented(json, piece)).isEqualTo(expected.replace('~', '\n'));
        }
    }

    @Test
    void what_nests_deeply_does_not_grow_beyond_measure() {
        String deep = "[".repeat(1000) + "1" + "]".repeat(1000);
        assertThat(indented(deep, 100)).hasSizeLessThan(2001 * 70).contains("\n" + "  ".repeat(32) + "[");
    }
}
