package dev.mayfly.eventstore.index;

import java.util.Arrays;

/**
 * A reader of a JSON value as searchable text: without whitespace between tokens, with each escape in a string replaced
 * by its character, case folded, in UTF-8. It reads piece by piece, so a value of any size takes constant memory. For
 * one thread; reusable for the next value.
 */
final class FoldedJson {
    /** The least room for a piece, in bytes. */
    static final int LEAST_ROOM = 2 * CaseFolding.MOST_BYTES;

    /** By byte: its folded form within a string, or 0 if it starts a sequence that needs a closer look. */
    private static final byte[] WITHIN = new byte[256];
    /** The same for bytes outside strings, where whitespace is omitted. */
    private static final byte[] BETWEEN = new byte[256];

    static {
        for (int b = 1; b < 0x80; b++) {
            byte folded = (byte) (b >= 'A' && b <= 'Z' ? b + 0x20 : b);
            WITHIN[b] = b == '"' || b == '\\' ? 0 : folded;
            BETWEEN[b] = b == '"' || b <= ' ' ? 0 : folded;
        }
    }

    private byte[] json = {};
    private int at;
    private int end;
    private boolean within;
    private boolean plain;

    /** Starts reading the value in {@code length} bytes from {@code offset}, which must be well-formed. */
    void open(byte[] array, int offset, int length) {
        json = array;
        at = offset;
        end = offset + length;
        within = false;
        plain = true;
    }

    /** Returns whether the text read so far differs from the JSON only in the case of ASCII letters. */
    boolean isPlain() {
        return plain;
    }

    /** Returns whether everything has been read. */
    boolean isAtEnd() {
        return at >= end;
    }

    /**
     * Writes the next piece into an array, from an offset to the array's end or just before it.
     *
     * @return the offset after the piece
     */
    int read(byte[] target, int offset) {
        byte[] source = json;
        int last = end;
        int limit = target.length - CaseFolding.MOST_BYTES;
        int to = offset;
        int i = at;
        byte[] map = within ? WITHIN : BETWEEN;
        while (i < last && to <= limit) {
            for (int run = i + Math.min(last - i, limit - to + 1); i < run; i++) {
                byte folded = map[source[i] & 0xFF];
                if (folded == 0) {
                    break;
                }
                target[to++] = folded;
            }
            if (i == last || to > limit) {
                break;
            }
            byte b = source[i];
            if (b == '"') {
                within = !within;
                map = within ? WITHIN : BETWEEN;
                target[to++] = '"';
                i++;
            } else if (b < 0) {
                at = i;
                int next = CaseFolding.put(decode(), target, to);
                plain &= Arrays.equals(source, i, at, target, to, next);
                to = next;
                i = at;
            } else {
                plain = false;
                at = i + 1;
                if (within && b == '\\') {
                    to = CaseFolding.put(escape(), target, to);
                }
                i = at;
            }
        }
        at = i;
        return to;
    }

    /** Returns the next code point, of two bytes or more, and moves past it. */
    private int decode() {
        int b = json[at++];
        if (b < (byte) 0xE0) {
            return (b & 0x1F) << 6 | more();
        }
        if (b < (byte) 0xF0) {
            return (b & 0x0F) << 12 | more() << 6 | more();
        }
        return (b & 0x07) << 18 | more() << 12 | more() << 6 | more();
    }

    private int more() {
        return json[at++] & 0x3F;
    }

    /** Returns the character of the escape whose backslash has been read, and moves past it. */
    private int escape() {
        int kind = json[at++];
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                char unit = unit();
                if (Character.isHighSurrogate(unit) && end - at >= 6 && json[at] == '\\' && json[at + 1] == 'u') {
                    int before = at;
                    at += 2;
                    char following = unit();
                    if (Character.isLowSurrogate(following)) {
                        yield Character.toCodePoint(unit, following);
                    }
                    at = before;
                }
                yield unit;
            }
            default -> kind;
        };
    }

    private char unit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            unit = unit << 4 | Character.digit(json[at++], 16);
        }
        return (char) unit;
    }
}
