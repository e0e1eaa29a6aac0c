package dev.mayfly.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON value as the UTF-8 bytes it was sent in, on one line.
 *
 * <p>Two values are equal when their bytes are: {@code 1.0} and {@code 1.00} differ. The bytes are not copied; whoever
 * makes one leaves the array alone afterwards.
 */
public final class RawJson {
    /** The empty object, {@code {}}. */
    public static final RawJson EMPTY_OBJECT = of("{}");

    private final byte[] bytes;
    private final int offset;
    private final int length;

    private RawJson(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /** Returns the value that the text holds; the text is trusted to be one JSON value on one line. */
    public static RawJson of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length);
    }

    /** Returns the value in {@code length} bytes from {@code offset}, without a copy and without a check. */
    public static RawJson of(byte[] bytes, int offset, int length) {
        return new RawJson(bytes, offset, length);
    }

    /** Returns the array that holds the value, at {@link #offset()} and for {@link #sizeBytes()}; not to be written to. */
    public byte[] array() {
        return bytes;
    }

    /** Returns where the value begins in {@link #array()}. */
    public int offset() {
        return offset;
    }

    /** Returns the length of the value's text in bytes. */
    public int sizeBytes() {
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that
                && Arrays.equals(bytes, offset, offset + length, that.bytes, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** Returns the JSON text. */
    @Override
    public String toString() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
