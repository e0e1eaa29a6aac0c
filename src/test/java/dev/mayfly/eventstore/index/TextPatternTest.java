package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.naive.NaiveText;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Finding texts in the bytes of JSON values. */
class TextPatternTest {
    private static final String[] CHARACTERS = {
        "a",
        "A",
        "b",
        " ",
        "1",
        "\u00df",
        "ss",
        "S",
        "\u0130",
        "i",
        "\u0307",
        "\u00e9",
        "e\u0301",
        "\ufb03",
        "\u4eac",
        "\ud83d\ude00",
        "\ud801\udc00"
    };
    private static final String[] ESCAPES = {
        "\\\"",
        "\\\\",
        "\\/",
        "\\n",
        "\\t",
        "\\b",
        "\\f",
        "\\r",
        "\\u00e9",
        "\\u00C9",
        "\\u0041",
        "\\ud83d\\uDe00",
        "\\ud83d",
        "\\ude00",
        "\\u0000"
    };
    private static final String[] SCALARS = {"1", "1.0", "-1E5", "true", "false", "null"};

    private final Random random = new Random(4711);

    private static boolean isIn(String text, String json) {
        byte[] bytes = ("xx" + json + "yy").getBytes(StandardCharsets.UTF_8);
        return TextPattern.of(text).isIn(bytes, 2, bytes.length - 4);
    }

    @Test
    void random_values_have_the_texts_in_them_that_the_plain_rule_says() {
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            String json = value(3);
            String text = i % 2 == 0 ? part(json) : letters(1 + random.nextInt(3));
            boolean expected = NaiveText.has(json, text);
            found += expected ? 1 : 0;
            assertThat(isIn(text, json)).as("<%s> in <%s>", text, json).isEqualTo(expected);
        }
        assertThat(found).isBetween(2_000, 18_000);
    }

    @Test
    void values_that_are_their_text_but_for_the_case_of_ascii_are_searched_as_they_are() {
        int plain = 0;
        for (int i = 0; i < 20_000; i++) {
            String json = value(2);
            String text = i % 2 == 0 ? part(json) : letters(1 + random.nextInt(3));
            byte[] bytes = (json + "\"AbB").getBytes(StandardCharsets.UTF_8);
            FoldedJson reading = new FoldedJson();
            reading.open(bytes, 0, bytes.length - 4);
            while (!reading.isAtEnd()) {
                reading.read(new byte[100], 0);
            }
            if (reading.isPlain()) {
                plain++;
                assertThat(TextPattern.of(text).isInPlain(bytes, 0, bytes.length - 4))
                        .as("<%s> in <%s>", text, json)
                        .isEqualTo(NaiveText.has(json, text));
            }
        }
        assertThat(plain).isGreaterThan(2_000);
    }

    @Test
    void one_pattern_serves_for_value_after_value() {
        TextPattern pattern = TextPattern.of("B\"");
        for (int i = 0; i < 2_000; i++) {
            String json = value(2);
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            assertThat(pattern.isIn(bytes, 0, bytes.length)).isEqualTo(NaiveText.has(json, "B\""));
        }
    }

    @Test
    void a_text_is_found_wherever_it_lies_in_a_long_value() {
        for (int before = 3_900; before < 4_200; before++) {
            String json = "\"" + "\\u00df".repeat(before % 3) + "z".repeat(before) + "Stra\u00dfe\"";
            assertThat(isIn("zstrasse\"", json)).as("behind %d", before).isTrue();
            assertThat(isIn("zzstrass3", json)).as("behind %d", before).isFalse();
        }
    }

    @Test
    void deep_values_are_searched_as_others_are() {
        String json = "[ ".repeat(997) + "\"Deep\"" + " ]".repeat(997);
        assertThat(isIn("[\"deep\"]", json)).isTrue();
        assertThat(isIn("[".repeat(997) + "\"DEEP\"" + "]".repeat(997), json)).isTrue();
        assertThat(isIn("[".repeat(998), json)).isFalse();
    }

    @Test
    void the_empty_text_is_in_every_value() {
        assertThat(isIn("", "7")).isTrue();
        assertThat(TextPattern.of("").isInPlain(new byte[] {'7'}, 0, 1)).isTrue();
    }

    private String part(String json) {
        int[] codePoints = json.codePoints().toArray();
        int from = random.nextInt(codePoints.length);
        int length = Math.min(codePoints.length - from, 1 + random.nextInt(6));
        return new String(codePoints, from, length);
    }

    private String value(int depth) {
        int kind = random.nextInt(depth > 0 ? 4 : 2);
        return switch (kind) {
            case 0 -> SCALARS[random.nextInt(SCALARS.length)];
            case 1 -> string();
            case 2 -> list(random.nextInt(4), () -> value(depth - 1), "[", "]");
            default -> list(random.nextInt(4), () -> string() + space() + ":" + space() + value(depth - 1), "{", "}");
        };
    }

    private String list(int size, Supplier<String> element, String open, String close) {
        return IntStream.range(0, size)
                .mapToObj(i -> space() + element.get() + space())
                .collect(Collectors.joining(",", open + space(), close));
    }

    private String space() {
        return " ".repeat(random.nextInt(4) / 2) + (random.nextInt(8) == 0 ? "\t" : "");
    }

    private String string() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(random.nextBoolean() ? letters(1) : ESCAPES[random.nextInt(ESCAPES.length)]);
        }
        return text.append('"').toString();
    }

    private String letters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CHARACTERS[random.nextInt(CHARACTERS.length)])
                .collect(Collectors.joining());
    }
}
