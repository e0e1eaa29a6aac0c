package dev.mayfly.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.eventstore.support.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is JSON that says what was meant. */
class JsonBufferTest {
    @Test
    void random_strings_are_read_back_by_jackson() {
        Seeds.each(1, 3, seed -> {
            Random random = new Random(seed);
            JsonBuffer buffer = new JsonBuffer(0);
            for (int i = 0; i < 3_000; i++) {
                String text = randomString(random);
                buffer.clear();

                buffer.string(text);

                assertThat(Jackson.string(buffer.array(), buffer.size())).isEqualTo(text);
                assertThat(Jackson.accepts(buffer.toByteArray())).isTrue();
            }
        });
    }

    @Test
    void random_utf_8_is_read_back_by_jackson() {
        Seeds.each(1, 2, seed -> {
            Random random = new Random(seed);
            JsonBuffer buffer = new JsonBuffer(0);
            for (int i = 0; i < 3_000; i++) {
                byte[] utf8 = randomString(random).getBytes(StandardCharsets.UTF_8);
                byte[] around = new JsonBuffer(0)
                        .ascii("\"\\\n")
                        .put(utf8)
                        .ascii("\"\\\n")
                        .toByteArray();
                buffer.clear();

                buffer.string(around, 3, utf8.length);

                assertThat(Jackson.string(buffer.array(), buffer.size()))
                        .isEqualTo(new String(utf8, StandardCharsets.UTF_8));
                JsonBuffer same = new JsonBuffer(100).string(new String(utf8, StandardCharsets.UTF_8));
                assertThat(buffer.toByteArray()).isEqualTo(same.toByteArray());
            }
        });
    }

    @Test
    void every_character_is_read_back() {
        for (int c = 0; c < 0x10000; c++) {
            JsonBuffer buffer = new JsonBuffer(16).string(String.valueOf((char) c));
            if (!Jackson.string(buffer.array(), buffer.size()).equals(String.valueOf((char) c))) {
                assertThat(Jackson.string(buffer.array(), buffer.size())).isEqualTo(String.valueOf((char) c));
            }
        }
    }

    @Test
    void only_what_must_be_escaped_is() {
        assertThat(text(new JsonBuffer(0).string("a/é😀\u007F'\"\\\n\r\t\b\f\0\u001F\ud800")))
                .isEqualTo("\"a/é😀\u007F'\\\"\\\\\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\\ud800\"");
    }

    @Test
    void numbers_are_written_as_java_writes_them() {
        Random random = new Random(6);
        for (long power = 1, digits = 0; digits < 19; digits++, power *= 10) {
            for (long near = -2; near <= 2; near++) {
                assertNumber(power + near);
                assertNumber(-power + near);
            }
        }
        for (long extreme : new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertNumber(extreme);
            assertNumber(extreme + 1);
            assertNumber(extreme - 1);
        }
        for (int i = 0; i < 20_000; i++) {
            assertNumber(random.nextLong() >> random.nextInt(64));
        }
    }

    @Test
    void timestamps_are_strings_in_rfc_3339() {
        long longest = Rfc3339.parse("t", "2261-12-31T23:59:59.999999999Z");

        assertThat(text(new JsonBuffer(0).timestamp(longest).timestamp(0)))
                .isEqualTo("\"2261-12-31T23:59:59.999999999Z\"\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void a_buffer_grows_as_it_is_written_to_and_can_be_used_again() {
        JsonBuffer buffer = new JsonBuffer(0);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            buffer.put('[')
                    .ascii("abc")
                    .put(new byte[] {'d', 'e'})
                    .put("xfgx".getBytes(StandardCharsets.US_ASCII), 1, 2);
            expected.append("[abcdefg");
        }

        assertThat(text(buffer)).isEqualTo(expected.toString());
        assertThat(buffer.size()).isEqualTo(expected.length());
        byte[] array = buffer.array();
        buffer.clear();
        assertThat(buffer.size()).isZero();
        assertThat(text(buffer.ascii("x"))).isEqualTo("x");
        assertThat(buffer.array()).isSameAs(array);
    }

    private static void assertNumber(long value) {
        assertThat(text(new JsonBuffer(0).number(value))).isEqualTo(Long.toString(value));
    }

    private static String text(JsonBuffer buffer) {
        return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
    }

    private static String randomString(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append((char) random.nextInt(0x30));
                case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 2 -> text.append((char) random.nextInt(0x10000));
                case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                case 4 -> text.append("\"\\/\u007F".charAt(random.nextInt(4)));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
