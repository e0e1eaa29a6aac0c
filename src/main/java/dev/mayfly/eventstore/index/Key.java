package dev.mayfly.eventstore.index;

import dev.mayfly.eventstore.memory.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * A text to look up: a slice of UTF-8 with its hash, and split into two longs if it is a UUID in canonical lower case.
 *
 * <p>Reusable: {@link #set} turns it into another key. For one thread.
 */
public final class Key {
    /** The length of a UUID's text. */
    public static final int UUID_LENGTH = 36;

    private static final byte[] NO_BYTES = {};
    private static final long LOW_INT = 0xFFFF_FFFFL;
    private static final long ONES = 0x0101_0101_0101_0101L;
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

    /** Returns a new key for a string. */
    public static Key of(String text, long seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Key().set(bytes, 0, bytes.length, seed);
    }

    /**
     * Makes this the key for a slice.
     *
     * @param seed a number of the store's own, so that clients cannot choose texts whose hashes collide
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

    /** Makes this the key for a UUID; it then has no text. */
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

    /** Returns the array that contains the text. */
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

    /** Returns the upper half of the UUID, or a hash of the text. */
    public long high() {
        return high;
    }

    /** Returns the lower half of the UUID, or another number derived from the text. */
    public long low() {
        return low;
    }

    /** Returns the key's hash. */
    public long hash() {
        return hash;
    }

    /** Returns the hash of a key with these halves. */
    public static long hash(long high, long low, long seed) {
        return mix(mix(high ^ P0, low ^ seed ^ P1), P2 ^ seed);
    }

    /** Returns the text; empty for a key made from a UUID's halves. */
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
        long first = Bytes.longAt(text, at);
        long second = Bytes.intAt(text, at + 9) & LOW_INT | (long) Bytes.intAt(text, at + 14) << 32;
        long third = Bytes.intAt(text, at + 19) & LOW_INT | (long) Bytes.intAt(text, at + 24) << 32;
        long fourth = Bytes.longAt(text, at + 28);
        if ((notHex(first) | notHex(second) | notHex(third) | notHex(fourth)) != 0) {
            return false;
        }
        high = (long) hex(first) << 32 | hex(second) & LOW_INT;
        low = (long) hex(third) << 32 | hex(fourth) & LOW_INT;
        return true;
    }

    /** Returns 0 if each of eight bytes is one of {@code 0-9a-f}. Checks all of them at once, one byte per lane. */
    private static long notHex(long text) {
        long letter = text >>> 6 & ONES;
        long digit = (text & 0x0F0F_0F0F_0F0F_0F0FL) + 9 * letter;
        long wrongKind = (text & 0xF0F0_F0F0_F0F0_F0F0L) ^ 0x30 * (ONES + letter);
        // Letters, and only letters, must be 10 to 15: adding 6 then carries into bit 4, and nothing is over 15.
        long wrongRange = (digit + 6 * ONES >>> 4 & ONES ^ letter) | digit & 0x10 * ONES;
        return wrongKind | wrongRange;
    }

    /** Returns the value of eight hexadecimal digits, the first of which is in the lowest byte. */
    private static int hex(long text) {
        long digits = (text & 0x0F0F_0F0F_0F0F_0F0FL) + 9 * (text >>> 6 & ONES);
        long pairs = (digits & 0x000F_000F_000F_000FL) << 4 | digits >>> 8 & 0x000F_000F_000F_000FL;
        long quads = (pairs | pairs >>> 8) & 0x0000_FFFF_0000_FFFFL;
        return Integer.reverseBytes((int) (quads | quads >>> 16));
    }

    /** A hash in the manner of wyhash (Wang Yi): 8 bytes at a time through a 64 by 64 bit multiplication. */
    private void hashText(long seed) {
        int at = offset;
        int end = offset + length;
        long state = seed ^ P0 ^ length;
        for (; end - at >= 8; at += 8) {
            state = mix(state ^ Bytes.longAt(bytes, at), P1);
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << 8 | bytes[at] & 0xFF;
        }
        high = mix(state ^ rest, P2);
        low = high ^ P1 * length;
        hash = hash(high, low, seed);
    }

    private static long mix(long a, long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }
}
