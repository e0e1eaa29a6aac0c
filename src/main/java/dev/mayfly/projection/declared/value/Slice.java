package dev.mayfly.projection.declared.value;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonText;
import dev.mayfly.event.tree.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * The place of a JSON value in a byte array, or none; reused from event to event. Methods that read the value need one.
 * For one thread.
 */
public final class Slice {
    private static final byte[] NONE = {};

    private byte[] array = NONE;
    private int offset;
    private int length = -1;

    /** Points to the value from {@code from}, inclusive, to {@code to}, exclusive. */
    public void set(byte[] text, int from, int to) {
        array = text;
        offset = from;
        length = to - from;
    }

    /** Points to nothing. */
    public void clear() {
        array = NONE;
        length = -1;
    }

    /** Returns whether there is a value. */
    public boolean isPresent() {
        return length >= 0;
    }

    /** Returns whether there is no value or it is {@code null}. */
    public boolean isMissingOrNull() {
        return length < 0 || array[offset] == 'n';
    }

    /** Returns the first byte of the value, which shows its type. */
    public byte first() {
        return array[offset];
    }

    /** Returns the length of the value's text in bytes. */
    public int sizeBytes() {
        return length;
    }

    /** Returns the value, in the same array. */
    public RawJson raw() {
        return RawJson.of(array, offset, length);
    }

    /** Returns a copy of the value in an array of its own. */
    public RawJson copy() {
        byte[] copy = new byte[length];
        System.arraycopy(array, offset, copy, 0, length);
        return RawJson.of(copy, 0, length);
    }

    /** Returns the characters of a string. */
    public String string() {
        int from = offset + 1;
        int to = offset + length - 1;
        if (JsonText.hasEscape(array, from, to)) {
            return ((JsonNode.Text) JsonNode.read(raw())).text();
        }
        return new String(array, from, to - from, StandardCharsets.UTF_8);
    }

    /** Returns the text of a number, or of {@code true}, {@code false} or {@code null}. */
    public String ascii() {
        return new String(array, offset, length, StandardCharsets.US_ASCII);
    }

    /** Returns the kind of the value with its article, such as {@code an object}. */
    public String kind() {
        return switch (first()) {
            case '"' -> "a string";
            case '{' -> "an object";
            case '[' -> "an array";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            default -> "a number";
        };
    }

    /** Returns the byte at an index of the value's text. */
    public byte at(int index) {
        return array[offset + index];
    }
}
