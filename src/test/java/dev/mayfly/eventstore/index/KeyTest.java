package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** What a {@link Key} knows of its text, and how its hashes spread. */
class KeyTest {
    private static final long SEED = 4711;

    private static Key key(byte[] text) {
        return new Key().set(text, 0, text.length, SEED);
    }

    /** Flips each bit of a number in turn; each must turn over about half of the bits of the hash. */
    private static void assertThatEachBitMatters(int bits, long number, LongUnaryOperator hash) {
        long changed = 0;
        for (int bit = 0; bit < bits; bit++) {
            int distance = Long.bitCount(hash.applyAsLong(number) ^ hash.applyAsLong(number ^ 1L << bit));
            assertThat(distance).as("bit %s", bit).isBetween(10, 54);
            changed += distance;
        }
        assertThat((double) changed / bits).isBetween(27.0, 37.0);
    }

    @Test
    void each_bit_of_a_uuid_and_of_the_seed_changes_about_half_of_the_hash() {
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            long high = random.nextLong();
            long low = random.nextLong();
            long seed = random.nextLong();
            assertThatEachBitMatters(64, high, each -> Key.hash(each, low, seed));
            assertThatEachBitMatters(64, low, each -> Key.hash(high, each, seed));
            assertThatEachBitMatters(64, seed, each -> Key.hash(high, low, each));
        }
    }

    @Test
    void each_byte_of_a_text_and_its_length_change_about_half_of_the_hash() {
        Random random = new Random(1);
        for (int length = 1; length <= 40; length++) {
            byte[] text = new byte[length];
            random.nextBytes(text);
            for (int i = 0; i < length; i++) {
                int at = i;
                assertThatEachBitMatters(8, text[i], each -> {
                    byte[] other = text.clone();
                    other[at] = (byte) each;
                    return key(other).hash();
                });
            }
            assertThatEachBitMatters(
                    64, SEED, seed -> new Key().set(text, 0, text.length, seed).hash());
        }
    }

    @Test
    void texts_of_the_same_byte_over_and_over_differ_by_their_length() {
        Set<Long> hashes = new HashSet<>();
        for (byte b : new byte[] {0, 1, -1}) {
            for (int length = 1; length <= 100; length++) {
                byte[] text = new byte[length];
                Arrays.fill(text, b);
                hashes.add(key(text).hash());
            }
        }
        assertThat(hashes).hasSize(300);
    }

    @Test
    void numbered_texts_spread_over_the_slots_and_the_segments_of_a_table() {
        int[] slots = new int[1024];
        int[] segments = new int[1024];
        for (int i = 0; i < 64 * 1024; i++) {
            long hash = Key.of("order-" + i, SEED).hash();
            slots[(int) hash & 1023]++;
            segments[(int) (hash >>> 54)]++;
        }
        for (int i = 0; i < 1024; i++) {
            assertThat(slots[i]).isBetween(20, 120);
            assertThat(segments[i]).isBetween(20, 120);
        }
    }

    @Test
    void a_text_has_the_same_hash_wherever_it_lies() {
        byte[] text = "customer-4711 of Düsseldorf".getBytes(StandardCharsets.UTF_8);
        Key expected = key(text);
        for (int before = 0; before < 10; before++) {
            byte[] array = new byte[before + text.length + 3];
            Arrays.fill(array, (byte) before);
            System.arraycopy(text, 0, array, before, text.length);
            Key found = new Key().set(array, before, text.length, SEED);
            assertThat(found.hash()).isEqualTo(expected.hash());
            assertThat(found.high()).isEqualTo(expected.high());
            assertThat(found.low()).isEqualTo(expected.low());
            assertThat(found.bytes()).isSameAs(array);
            assertThat(found.offset()).isEqualTo(before);
            assertThat(found.length()).isEqualTo(text.length);
            assertThat(found).hasToString("customer-4711 of Düsseldorf");
        }
    }

    @Test
    void a_uuid_is_the_same_key_as_text_and_as_two_numbers_and_a_key_can_become_another() {
        Random random = new Random(1);
        Key reused = new Key();
        for (int i = 0; i < 200; i++) {
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            byte[] text = ("x" + uuid).getBytes(StandardCharsets.US_ASCII);
            Key asText = new Key().set(text, 1, 36, SEED);
            assertThat(asText.isUuid()).isTrue();
            assertThat(asText.high()).isEqualTo(uuid.getMostSignificantBits());
            assertThat(asText.low()).isEqualTo(uuid.getLeastSignificantBits());
            reused.set(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits(), SEED);
            assertThat(reused.isUuid()).isTrue();
            assertThat(reused.hash()).isEqualTo(asText.hash());
            assertThat(reused.high()).isEqualTo(asText.high());
            assertThat(reused.low()).isEqualTo(asText.low());
            assertThat(reused.length()).isZero();
            assertThat(reused).hasToString("");
            reused.set(text, 0, text.length, SEED);
            assertThat(reused.isUuid()).isFalse();
            assertThat(reused).hasToString("x" + uuid);
        }
    }
}
