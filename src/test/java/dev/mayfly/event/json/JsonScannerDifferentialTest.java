package dev.mayfly.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.support.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The scanner accepts and refuses what Jackson does, but for what {@link Jackson} lists, and finds the same end. */
class JsonScannerDifferentialTest {
    private static final int CASES_PER_SEED = 15_000;
    private static final byte[] TELLING =
            "{}[]:,\"\\/'`0123456789+-.eEtfnrublsa \t\r\n\0\u0001\u001F\u007F#*NI".getBytes(StandardCharsets.UTF_8);
    private static final int[] TELLING_HIGH = {
        0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF3,
        0xF4, 0xF5, 0xF8, 0xFC, 0xFE, 0xFF, 0xBB
    };

    @Test
    void random_valid_texts_are_accepted_to_the_same_end() {
        Seeds.each(1, 4, seed -> {
            Random random = new Random(seed);
            for (int i = 0; i < CASES_PER_SEED / 5; i++) {
                byte[] text = document(random);
                if (!compare(text)) {
                    fail("Jackson refuses %s", shown(text));
                }
            }
        });
    }

    @Test
    void mutated_texts_are_accepted_or_refused_alike() {
        Seeds.each(1, 4, seed -> {
            Random random = new Random(seed);
            List<byte[]> documents = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                documents.add(document(random));
            }
            int accepted = 0;
            for (int i = 0; i < CASES_PER_SEED; i++) {
                byte[] text = documents.get(random.nextInt(documents.size()));
                for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
                    text = mutated(text, documents.get(random.nextInt(documents.size())), random);
                }
                accepted += compare(text) ? 1 : 0;
            }
            // Both verdicts must occur often, or the comparison says little.
            assertThat(accepted).isBetween(CASES_PER_SEED / 20, CASES_PER_SEED * 19 / 20);
        });
    }

    @Test
    void every_text_of_one_or_two_bytes_is_judged_alike() {
        for (int first = 0; first < 256; first++) {
            compare(new byte[] {(byte) first});
            for (int second = 0; second < 256; second++) {
                compare(new byte[] {(byte) first, (byte) second});
            }
        }
    }

    @Test
    void every_two_byte_sequence_in_a_string_is_judged_alike() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                compare(new byte[] {'"', (byte) first, (byte) second, '"'});
            }
        }
    }

    @Test
    void every_kind_of_longer_sequence_in_a_string_is_judged_alike() {
        for (int lead = 0xE0; lead < 0x100; lead++) {
            for (int second : TELLING_HIGH) {
                for (int third : TELLING_HIGH) {
                    compare(new byte[] {'"', (byte) lead, (byte) second, (byte) third, '"'});
                    compare(new byte[] {'"', (byte) lead, (byte) second, (byte) third, (byte) 0x80, '"'});
                    compare(new byte[] {'"', (byte) lead, (byte) second, (byte) third, 'a', '"'});
                }
            }
        }
    }

    @Test
    void real_webhooks_are_accepted_to_the_same_end() throws IOException {
        Path file = Path.of("../shared/data/github-webhooks.ndjson");
        Assumptions.assumeTrue(Files.exists(file));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            assertThat(compare(line.getBytes(StandardCharsets.UTF_8))).isTrue();
        }
    }

    private static byte[] document(Random random) {
        RandomJson json = new RandomJson(random, " \t\r\n");
        json.space();
        if (random.nextInt(4) == 0) {
            json.value(1);
        } else {
            json.object(4);
        }
        json.space();
        return json.sentBytes();
    }

    private static byte[] mutated(byte[] text, byte[] other, Random random) {
        int at = random.nextInt(text.length + 1);
        int to = at + random.nextInt(Math.min(text.length - at, 12) + 1);
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(text, at);
            }
            case 1 -> {
                return joined(Arrays.copyOf(text, at), Arrays.copyOfRange(text, to, text.length));
            }
            case 2 -> {
                int from = random.nextInt(other.length + 1);
                return joined(
                        Arrays.copyOf(text, at),
                        Arrays.copyOfRange(other, from, other.length),
                        Arrays.copyOfRange(text, to, text.length));
            }
            case 3 -> {
                return joined(
                        Arrays.copyOf(text, at),
                        new byte[] {telling(random)},
                        Arrays.copyOfRange(text, at, text.length));
            }
            case 4 -> {
                return joined(Arrays.copyOf(text, to), Arrays.copyOfRange(text, at, text.length));
            }
            default -> {
                byte[] flipped = text.clone();
                if (at < flipped.length) {
                    flipped[at] =
                            random.nextBoolean() ? telling(random) : (byte) (flipped[at] ^ 1 << random.nextInt(8));
                }
                return flipped;
            }
        }
    }

    private static byte telling(Random random) {
        return random.nextInt(4) == 0
                ? (byte) TELLING_HIGH[random.nextInt(TELLING_HIGH.length)]
                : TELLING[random.nextInt(TELLING.length)];
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static boolean compare(byte[] text) {
        long expected = Jackson.end(text);
        long actual = scannedEnd(text);
        if (expected != actual) {
            fail("Jackson says %d, the scanner %d of %s", expected, actual, shown(text));
        }
        return expected >= 0;
    }

    private static long scannedEnd(byte[] text) {
        // Bytes behind the text's end complete whatever is cut off there: they must not be read.
        byte[] longer = Arrays.copyOf(text, text.length + 16);
        Arrays.fill(longer, text.length, longer.length, (byte) '"');
        JsonScanner scanner = new JsonScanner(longer, text.length);
        try {
            int end = scanner.value(scanner.skip(0), 0);
            scanner.requireEnd(end);
            return end;
        } catch (InvalidInputException e) {
            assertThat(e.kind()).isEqualTo(InvalidInputException.Kind.MALFORMED_JSON);
            return -1;
        }
    }

    private static String shown(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1) + " = " + Arrays.toString(text);
    }
}
