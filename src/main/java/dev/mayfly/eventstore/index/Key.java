package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text to look up: a slice of UTF-8 with its hash, taken apart into two longs when it is a UUID in canonical lower
 * case.
 *
 * <p>Reused by its owner: {@link #set} makes it another key. For one thread.
 */
public final class Key {
    /** The length of a UUID's text. */
    public static final int UUID_LENGTH = 36;

    private static final byte[] NO_BYTES = {};
    private static final byte[] DIGIT = digits();
    private static final long P0 = 0xA0761D6478BD642FL;
    private static final long P1 = 0xE7037ED1A0B428DBL;
    private static final long P2 = 0x8EBC6AF09C88C6E3L;

    private byte[] bytes = NO_BYTES;
    private int offset;
    private int length;
    private boolean uuid;
    private long high;
    private long low;
    private long hash;

    /** Returns a new key of a string. */
    public static Key of(String text, long seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Key().set(bytes, 0, bytes.length, seed);
    }

    /**
     * Makes this the key of a slice.
     *
     * @param seed a number of the store's own, so that nobody can choose texts whose hashes collide
     */
    public Key set(byte[] source, int from, int count, long seed) {
        bytes = source;
        offset = from;
        length = count;
        uuid = count == UUID_LENGTH && parseUuid();
        if (uuid) {
            hash = hash(high, low, seed);
        } else {
            hashText(seed);
        }
        return this;
    }

    /** Makes this the key of a UUID; it has no text then. */
    public Key set(long mostSignificant, long leastSignificant, long seed) {
        bytes = NO_BYTES;
        offset = 0;
        length = 0;
        uuid = true;
        high = mostSignificant;
        low = leastSignificant;
        hash = hash(high, low, seed);
        return this;
    }

    /** Returns the array that the text is in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns where the text begins. */
    public int offset() {
        return offset;
    }

    /** Returns the length of the text in bytes. */
    public int length() {
        return length;
    }

    /** Returns whether the text is a UUID in canonical lower case. */
    public boolean isUuid() {
        return uuid;
    }

    /** Returns the upper half of the UUID, or of a 128-bit hash of the text. */
    public long high() {
        return high;
    }

    /** Returns the lower half of the UUID, or of a 128-bit hash of the text. */
    public long low() {
        return low;
    }

    /** Returns the key's hash. */
    public long hash() {
        return hash;
    }

    /** Returns the hash of a key that has these halves. */
    public static long hash(long high, long low, long seed) {
        return mix(mix(high ^ P0, low ^ seed ^ P1), P2 ^ seed);
    }

    /** Returns the text; empty for a key that was made of a UUID's halves. */
    @Override
    public String toString() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private boolean parseUuid() {
        byte[] text = bytes;
        int at = offset;
        if (text[at + 8] != '-' || text[at + 13] != '-' || text[at + 18] != '-' || text[at + 23] != '-') {
            return false;
        }
        int wrong = 0;
        long upper = 0;
        long lower = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                continue;
            }
            int digit = DIGIT[text[at + i] & 0xFF];
            wrong |= digit;
            if (i < 18) {
                upper = upper << 4 | digit;
            } else {
                lower = lower << 4 | digit;
            }
        }
        high = upper;
        low = lower;
        return wrong >= 0;
    }

    /** A hash in the manner of wyhash (Wang Yi): 8 bytes at a time through a 64 by 64 bit multiplication. */
    private void hashText(long seed) {
        long a = seed ^ P0;
        long b = seed ^ P1 ^ length;
        int at = offset;
        int end = offset + length;
        for (; end - at >= 8; at += 8) {
            long word = Bytes.longAt(bytes, at);
            a = mix(a ^ word, P1);
            b = mix(b + word, P2);
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << 8 | bytes[at] & 0xFF;
        }
        a = mix(a ^ rest, P1 ^ length);
        b = mix(b + rest, P2);
        high = a;
        low = b;
        hash = hash(a, b, seed);
    }

    private static long mix(long a, long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }

    private static byte[] digits() {
        byte[] table = new byte[256];
        Arrays.fill(table, (byte) -1);
        for (int i = 0; i < 10; i++) {
            table['0' + i] = (byte) i;
        }
        for (int i = 0; i < 6; i++) {
            table['a' + i] = (byte) (10 + i);
        }
        return table;
    }
}
