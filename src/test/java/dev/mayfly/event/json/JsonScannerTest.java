package dev.mayfly.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.mayfly.event.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scanner does beyond telling JSON from other text. */
class JsonScannerTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"[,]", "`{\"a\":[`,]}", "`[{\"a\":`,}]"})
    void a_thousand_levels_are_accepted_and_one_more_is_refused(String opening, String closing) {
        int times = 1000 / closing.length();
        String deepest = opening.repeat(times) + "0" + closing.repeat(times);
        String deeper = "[" + deepest + "]";

        assertThat(scan(deepest)).isEqualTo(deepest);
        assertThatThrownBy(() -> scan(deeper)).hasMessageContaining("must nest at most 1000 levels deep");
        assertThat(Jackson.accepts(deepest.getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(Jackson.accepts(deeper.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void what_is_open_around_a_value_counts_as_depth() {
        byte[] text = "[[0]]".getBytes(StandardCharsets.UTF_8);

        assertThat(new JsonScanner(text, text.length).value(0, 998)).isEqualTo(5);
        assertThatThrownBy(() -> new JsonScanner(text, text.length).value(0, 999))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void many_closed_levels_do_not_count_as_depth() {
        String text = "[" + "[[]],{},[{}],".repeat(5000) + "0]";

        assertThat(scan(text)).isEqualTo(text);
    }

    @Test
    void a_million_opening_brackets_do_not_overflow_the_stack() {
        assertThatThrownBy(() -> scan("[".repeat(1_000_000))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> scan("{\"a\":".repeat(1_000_000))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void line_breaks_between_tokens_become_spaces_one_by_one() {
        assertThat(scan("{\r\n\"a\\n\"\n:\r[\n1\n,\t2\r\n]\n,\"b\":{\n}\r}"))
                .isEqualTo("{  \"a\\n\" : [ 1 ,\t2  ] ,\"b\":{ } }");
    }

    @Test
    void a_value_ends_before_the_white_space_behind_it() {
        byte[] text = "[1] \n ".getBytes(StandardCharsets.UTF_8);

        assertThat(new JsonScanner(text, text.length).value(0, 0)).isEqualTo(3);
        assertThat(text[4]).isEqualTo((byte) '\n');
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`[1,]`,unexpected ']' at byte 3",
                "`{\"a\" 1}`,unexpected '1' at byte 5",
                "`[tru]`,unexpected ']' at byte 4",
                "`[1`,unexpected end at byte 2",
                "`[\"abc`,unexpected end at byte 5",
                "`\"\\q\"`,unexpected 'q' at byte 2",
                "`\"a\tb\"`,a control character in a string at byte 2",
                "`[é]`,unexpected byte 0xc3 at byte 1",
                "`[\u0007]`,unexpected byte 0x07 at byte 1",
                "`[ ] ]`,unexpected ']' at byte 4"
            })
    void a_mistake_is_named_with_its_byte(String text, String message) {
        assertThatThrownBy(() -> scan(text)).isInstanceOfSatisfying(InvalidInputException.class, e -> {
            assertThat(e.kind()).isEqualTo(InvalidInputException.Kind.MALFORMED_JSON);
            assertThat(e.violations())
                    .containsExactly(new InvalidInputException.Violation("", "is not valid JSON: " + message));
        });
    }

    @Test
    void text_that_is_not_utf_8_is_named_as_such() {
        byte[] text = {'"', 'a', (byte) 0xC0, (byte) 0x80, '"'};

        assertThatThrownBy(() -> new JsonScanner(text, text.length).value(0, 0))
                .hasMessageContaining("not UTF-8 at byte 2");
    }

    @Test
    void the_end_of_a_string_is_found_wherever_it_lies_in_a_word() {
        for (int length = 0; length < 40; length++) {
            for (int behind = 0; behind < 20; behind++) {
                byte[] text = ("\"" + "x".repeat(length) + "\"" + " ".repeat(behind)).getBytes(StandardCharsets.UTF_8);
                JsonScanner scanner = new JsonScanner(text, text.length);

                assertThat(scanner.string(1)).isEqualTo(length + 2);
                assertThat(PlainRuns.stringEnd(text, 1, text.length)).isEqualTo(length + 1);
            }
        }
    }

    @Test
    void only_printable_ascii_without_escapes_is_plain_wherever_the_exception_lies_in_a_word() {
        for (int length = 1; length < 30; length++) {
            for (int at = 0; at < length; at++) {
                for (int b = 0; b < 256; b++) {
                    byte[] text = ("\"" + "x".repeat(length) + "\"").getBytes(StandardCharsets.UTF_8);
                    text[1 + at] = (byte) b;
                    boolean plain = b >= 0x20 && b < 0x7F && b != '\\';
                    int expected = b == '"' ? 1 + at : plain ? 1 + length : -1;

                    if (PlainRuns.stringEnd(text, 1, text.length) != expected) {
                        fail("byte %d at %d of %d", b, at, length);
                    }
                }
            }
        }
    }

    @Test
    void a_line_feed_is_found_wherever_it_lies_in_a_word() {
        for (int at = 0; at < 30; at++) {
            byte[] text = new byte[30];
            Arrays.fill(text, (byte) 0x8B);
            text[at] = '\n';
            for (int from = 0; from <= at; from++) {
                assertThat(PlainRuns.lineEnd(text, from, 30)).isEqualTo(at);
                assertThat(PlainRuns.lineEnd(text, from, at)).isEqualTo(at);
            }
        }
    }

    private static String scan(String written) {
        byte[] text = written.getBytes(StandardCharsets.UTF_8);
        JsonScanner scanner = new JsonScanner(text, text.length);
        scanner.requireEnd(scanner.value(scanner.skip(0), 0));
        return new String(text, StandardCharsets.UTF_8);
    }
}
