package dev.mayfly.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON value as the UTF-8 bytes in which it was sent, on one line.
 *
 * <p>Two values are equal if their bytes are: {@code 1.0} and {@code 1.00} differ. The bytes are not copied, so the
 * caller must not change the array afterwards.
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

    /** Returns the value in a text, which is trusted to be one JSON value on one line. */
    public static RawJson of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length);
    }

    /** Returns the value in {@code length} bytes from {@code offset}, without a copy and without a check. */
    public static RawJson of(byte[] bytes, int offset, int length) {
        return new RawJson(bytes, offset, length);
    }

    /**
     * Returns the array that contains the value, from {@link #offset()} for {@link #sizeBytes()}. It must not be
     * written to.
     */
    public byte[] array() {
        return bytes;
    }

    /** Returns the offset of the value in {@link #array()}. */
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
