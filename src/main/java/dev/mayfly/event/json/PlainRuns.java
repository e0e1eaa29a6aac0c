package dev.mayfly.event.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the ends of lines and of plain text in JSON, eight bytes at a time.
 *
 * <p>Arithmetic on the word sets the high bit of every byte that ends the run. A borrow or carry can only affect bytes
 * after such a byte, so the lowest set bit is always right.
 */
final class PlainRuns {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long LINE_FEEDS = ONES * '\n';
    private static final long SPACES = ONES * ' ';

    private PlainRuns() {}

    /** Returns the index of the first line feed from {@code from} on, or {@code limit} if there is none before it. */
    static int lineEnd(byte[] bytes, int from, int limit) {
        int i = from;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORDS.get(bytes, i) ^ LINE_FEEDS;
            long found = word - ONES & ~word & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < limit && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /**
     * Returns the index of the closing quote of a string that is printable US-ASCII without escapes, or -1 for any
     * other string, or one that does not end before {@code limit}.
     *
     * @param from the index after the opening quote
     */
    static int stringEnd(byte[] bytes, int from, int limit) {
        int i = from;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORDS.get(bytes, i);
            // Adding one sets the high bit of DEL.
            long stops = (stops(word) | word + ONES) & HIGHS;
            if (stops != 0) {
                i += Long.numberOfTrailingZeros(stops) >>> 3;
                return bytes[i] == '"' ? i : -1;
            }
        }
        for (; i < limit; i++) {
            byte b = bytes[i];
            if (b == '"') {
                return i;
            }
            if (b < ' ' || b == '\\' || b == 0x7F) {
                return -1;
            }
        }
        return -1;
    }

    /**
     * Returns the index of the first quote, backslash, control character or byte of a longer sequence from {@code from}
     * on, or {@code limit} if there is none before it.
     */
    static int end(byte[] bytes, int from, int limit) {
        int i = from;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            long stops = stops((long) WORDS.get(bytes, i)) & HIGHS;
            if (stops != 0) {
                return i + (Long.numberOfTrailingZeros(stops) >>> 3);
            }
        }
        while (i < limit && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /**
     * Returns the index of the first quote or backslash from {@code from} on; there must be one. Bytes after it may be looked
     * at, but do not matter.
     */
    static int quoteOrBackslash(byte[] bytes, int from) {
        int i = from;
        for (int last = bytes.length - Long.BYTES; i <= last; i += Long.BYTES) {
            long word = (long) WORDS.get(bytes, i);
            long quotes = word ^ QUOTES;
            long backslashes = word ^ BACKSLASHES;
            long found = (quotes - ONES & ~quotes | backslashes - ONES & ~backslashes) & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    private static long stops(long word) {
        return (word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES | word - SPACES | word;
    }
}
