package dev.mayfly.event.json;

import dev.mayfly.event.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array for writing JSON. For one thread.
 *
 * <p>It grows by doubling and never shrinks; {@link #clear()} empties it for reuse.
 */
public final class JsonBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    /** Makes an empty buffer with room for {@code capacity} bytes. */
    public JsonBuffer(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** Returns a buffer with a text, over the same array. */
    public static JsonBuffer of(byte[] text) {
        JsonBuffer buffer = new JsonBuffer(0);
        buffer.bytes = text;
        buffer.size = text.length;
        return buffer;
    }

    /** Returns the array that contains the text, from index 0 for {@link #size()} bytes. A write may replace it. */
    public byte[] array() {
        return bytes;
    }

    /** Returns how many bytes have been written. */
    public int size() {
        return size;
    }

    /** Empties the buffer. */
    public void clear() {
        size = 0;
    }

    /** Returns a copy of the written bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Makes room for {@code count} more bytes. */
    public void ensure(int count) {
        if (bytes.length - size < count) {
            long wanted = Math.max((long) size + count, 2L * bytes.length);
            if ((long) size + count > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("the JSON text is larger than 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }

    /** Writes one byte. */
    public JsonBuffer put(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Writes bytes as they are. */
    public JsonBuffer put(byte[] source) {
        return put(source, 0, source.length);
    }

    /** Writes a range of bytes as they are. */
    public JsonBuffer put(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** Writes US-ASCII characters as they are, such as punctuation and names that need no escapes. */
    @SuppressWarnings("deprecation")
    public JsonBuffer ascii(String text) {
        int length = text.length();
        ensure(length);
        text.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    /** Writes a number in decimal digits. */
    public JsonBuffer number(long value) {
        ensure(20);
        if (value == Long.MIN_VALUE) {
            return ascii(Long.toString(value));
        }
        long rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
            digits++;
        }
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /** Writes a JSON string, with quotes and the escapes that JSON requires; a lone surrogate is also escaped. */
    public JsonBuffer string(String text) {
        ensure(text.length() + 2);
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                escaped((byte) c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                put(0xF0 | point >> 18).put(0x80 | point >> 12 & 0x3F);
                put(0x80 | point >> 6 & 0x3F).put(0x80 | point & 0x3F);
            } else if (Character.isSurrogate(c)) {
                unicodeEscape(c);
            } else if (c < 0x800) {
                put(0xC0 | c >> 6).put(0x80 | c & 0x3F);
            } else {
                put(0xE0 | c >> 12).put(0x80 | c >> 6 & 0x3F).put(0x80 | c & 0x3F);
            }
        }
        return put('"');
    }

    /** Writes a JSON string from well-formed UTF-8. */
    public JsonBuffer string(byte[] utf8, int offset, int length) {
        ensure(length + 2);
        bytes[size++] = '"';
        int start = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\' || b >= 0 && b < 0x20) {
                put(utf8, start, i - start);
                escaped(b);
                start = i + 1;
            }
        }
        put(utf8, start, end - start);
        return put('"');
    }

    /** Writes a time, given in nanoseconds since 1970, as a JSON string in RFC 3339. */
    public JsonBuffer timestamp(long epochNanos) {
        ensure(Rfc3339.MAX_LENGTH + 2);
        bytes[size++] = '"';
        size = Rfc3339.format(epochNanos, bytes, size);
        bytes[size++] = '"';
        return this;
    }

    /** Writes a UUID, given as its two halves, as a JSON string in canonical lower case. */
    public JsonBuffer uuid(long high, long low) {
        ensure(38);
        bytes[size++] = '"';
        hex(high >>> 48);
        hex(high >>> 32);
        bytes[size++] = '-';
        hex(high >>> 16);
        bytes[size++] = '-';
        hex(high);
        bytes[size++] = '-';
        hex(low >>> 48);
        bytes[size++] = '-';
        hex(low >>> 32);
        hex(low >>> 16);
        hex(low);
        bytes[size++] = '"';
        return this;
    }

    /** Writes the last four hexadecimal digits of a number, for which there must be room. */
    private void hex(long value) {
        int digits = (int) value;
        bytes[size] = HEX[digits >>> 12 & 15];
        bytes[size + 1] = HEX[digits >>> 8 & 15];
        bytes[size + 2] = HEX[digits >>> 4 & 15];
        bytes[size + 3] = HEX[digits & 15];
        size += 4;
    }

    private void escaped(byte b) {
        switch (b) {
            case '"' -> put('\\').put('"');
            case '\\' -> put('\\').put('\\');
            case '\n' -> put('\\').put('n');
            case '\r' -> put('\\').put('r');
            case '\t' -> put('\\').put('t');
            default -> {
                if (b >= 0 && b < 0x20) {
                    unicodeEscape((char) b);
                } else {
                    put(b);
                }
            }
        }
    }

    private void unicodeEscape(char c) {
        put('\\').put('u');
        put(HEX[c >> 12]).put(HEX[c >> 8 & 15]).put(HEX[c >> 4 & 15]).put(HEX[c & 15]);
    }
}
