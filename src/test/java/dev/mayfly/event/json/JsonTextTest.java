package dev.mayfly.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where the parts of valid JSON end. */
class JsonTextTest {
    private static final String[] PIECES = {
        "a", "\\\\", "\\\"", "\\u0022", "é", "\uD83D\uDE00", "!", "#", "]", "[", "\u0080", "\u00A2", "\u2022"
    };

    @Test
    void the_closing_quote_is_the_first_one_that_no_backslash_escapes_wherever_the_string_begins_and_ends() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(" ".repeat(random.nextInt(9))).append('"');
            int from = text.length();
            for (int left = random.nextInt(20); left > 0; left--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] before = text.toString().getBytes(StandardCharsets.UTF_8);
            // What follows, up to the end of the array, does not matter.
            text.append('"').append("\"\\,x".repeat(3), 0, random.nextInt(12));
            byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(JsonText.closingQuote(json, from)).as(text.toString()).isEqualTo(before.length);
            assertThat(JsonText.hasEscape(json, from, before.length))
                    .as(text.toString())
                    .isEqualTo(new String(json, from, before.length - from, StandardCharsets.UTF_8).contains("\\"));
        }
    }
}
