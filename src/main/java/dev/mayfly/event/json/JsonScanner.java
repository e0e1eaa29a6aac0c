package dev.mayfly.event.json;

import dev.mayfly.event.InvalidInputException;

/**
 * A strict validator of JSON text (RFC 8259) in a byte array, which finds the end of a value without decoding it.
 *
 * <p>Every method takes the index to start at and returns the index after what it has read. Each CR or LF between
 * tokens is overwritten with a space. Nothing at or after the end is read. Nesting is recorded in bits, not on the
 * stack, so no text can overflow the stack. For one thread.
 */
public final class JsonScanner {
    /** The most arrays and objects that may be open at once. */
    public static final int MAX_DEPTH = 1000;

    private final long[] objects = new long[(MAX_DEPTH + 63) / 64];
    private byte[] text;
    private int end;
    private int origin;
    private long line;
    private int stringEnd;
    private boolean stringPlain;

    /** Makes a scanner of the text in the first {@code length} bytes of an array. */
    public JsonScanner(byte[] text, int length) {
        this.text = text;
        this.end = length;
    }

    /** Continues in another array with the same contents. */
    void moveTo(byte[] array) {
        text = array;
    }

    /**
     * Continues with one line of the text, which ends at {@code lineEnd}; messages count bytes from the line's start.
     */
    void moveTo(long lineNumber, int lineStart, int lineEnd) {
        line = lineNumber;
        origin = lineStart;
        end = lineEnd;
    }

    /** Returns the array that contains the text. */
    public byte[] text() {
        return text;
    }

    /** Returns the index after the last byte of the text or line. */
    public int end() {
        return end;
    }

    /** Returns whether the byte at an index is the expected one; false at the end of the text. */
    public boolean at(int index, char expected) {
        return index < end && text[index] == expected;
    }

    /** Returns the index of the first byte that is not white space, or the end. */
    public int skip(int from) {
        byte[] bytes = text;
        int limit = end;
        int i = from;
        for (; i < limit; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                bytes[i] = ' ';
            } else if (b != ' ' && b != '\t') {
                break;
            }
        }
        return i;
    }

    /** Reads one byte that must be at an index, and the white space after it. */
    public int require(int index, char expected) {
        if (index >= end || text[index] != expected) {
            throw unexpected(index);
        }
        return skip(index + 1);
    }

    /** Reads the white space after the last value; nothing else may follow. */
    public void requireEnd(int from) {
        int i = skip(from);
        if (i < end) {
            throw unexpected(i);
        }
    }

    /**
     * Reads a string and resolves its escapes in place.
     *
     * @param index the index of the opening quote
     * @return the index after the resolved text, or -1 if it contains a lone surrogate
     */
    public int resolvedString(int index) {
        int to = PlainRuns.stringEnd(text, index + 1, end);
        stringPlain = to >= 0;
        if (stringPlain) {
            stringEnd = to + 1;
            return to;
        }
        stringEnd = string(index + 1);
        return JsonEscapes.resolve(text, index + 1, stringEnd - 1);
    }

    /** Returns the index after the closing quote of the string that {@link #resolvedString} has just read. */
    public int stringEnd() {
        return stringEnd;
    }

    /** Returns whether the string that {@link #resolvedString} has just read was printable US-ASCII without escapes. */
    boolean stringPlain() {
        return stringPlain;
    }

    /**
     * Reads a string.
     *
     * @param from the index after the opening quote
     * @return the index after the closing quote
     */
    int string(int from) {
        byte[] bytes = text;
        int limit = end;
        int i = from;
        while (true) {
            i = PlainRuns.end(bytes, i, limit);
            if (i >= limit) {
                throw truncated();
            }
            byte b = bytes[i];
            if (b == '"') {
                return i + 1;
            }
            if (b == '\\') {
                i = escape(i + 1);
            } else if (b < 0) {
                i = sequence(i);
            } else {
                throw malformed("a control character in a string", i);
            }
        }
    }

    /**
     * Reads a value.
     *
     * @param from the index of its first byte, after any white space
     * @param depth how many arrays and objects are open around it
     */
    public int value(int from, int depth) {
        byte[] bytes = text;
        int limit = end;
        int room = MAX_DEPTH - depth;
        int open = 0;
        boolean object = false;
        int i = from;
        while (true) {
            if (i >= limit) {
                throw truncated();
            }
            byte b = bytes[i];
            if (b == '"') {
                i = string(i + 1);
            } else if (b == '{' || b == '[') {
                if (open == room) {
                    throw tooDeep(i);
                }
                object = b == '{';
                push(open++, object);
                i = skip(i + 1);
                if (i >= limit) {
                    throw truncated();
                }
                if (bytes[i] != (object ? '}' : ']')) {
                    i = object ? name(i) : i;
                    continue;
                }
                i++;
                object = isObject(--open - 1);
            } else if (b == '-' || b >= '0' && b <= '9') {
                i = number(i);
            } else {
                i = literal(i);
            }
            while (true) {
                if (open == 0) {
                    return i;
                }
                i = skip(i);
                if (i >= limit) {
                    throw truncated();
                }
                b = bytes[i];
                if (b == ',') {
                    i = skip(i + 1);
                    i = object ? name(i) : i;
                    break;
                }
                if (b != (object ? '}' : ']')) {
                    throw unexpected(i);
                }
                i++;
                object = isObject(--open - 1);
            }
        }
    }

    /** Returns the mistake that the byte at an index is not allowed there, or that the text ends there. */
    public InvalidInputException unexpected(int index) {
        if (index >= end) {
            return truncated();
        }
        int b = text[index] & 0xFF;
        return malformed(b > ' ' && b < 0x7F ? "unexpected '" + (char) b + "'" : "unexpected byte 0x" + hex(b), index);
    }

    private InvalidInputException tooDeep(int index) {
        return InvalidInputException.invalid(
                "", "must nest at most " + MAX_DEPTH + " levels deep, but nests deeper " + place(index));
    }

    private InvalidInputException truncated() {
        return malformed("unexpected end", end);
    }

    private InvalidInputException malformed(String what, int index) {
        return InvalidInputException.malformed("", "is not valid JSON: " + what + " " + place(index));
    }

    private String place(int index) {
        return "at byte " + (index - origin) + (line > 0 ? " of line " + line : "");
    }

    private static String hex(int b) {
        return (b < 16 ? "0" : "") + Integer.toHexString(b);
    }

    private void push(int level, boolean object) {
        long bit = 1L << level;
        if (object) {
            objects[level >> 6] |= bit;
        } else {
            objects[level >> 6] &= ~bit;
        }
    }

    private boolean isObject(int level) {
        return level >= 0 && (objects[level >> 6] >>> level & 1) != 0;
    }

    /** Reads a name, its colon and the white space around the colon. */
    private int name(int index) {
        if (index >= end || text[index] != '"') {
            throw unexpected(index);
        }
        return require(skip(string(index + 1)), ':');
    }

    /** Reads the rest of an escape, starting after the backslash. */
    private int escape(int index) {
        if (index >= end) {
            throw truncated();
        }
        switch (text[index]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return index + 1;
            }
            case 'u' -> {
                for (int i = index + 1; i <= index + 4; i++) {
                    if (i >= end || Character.digit(text[i], 16) < 0) {
                        throw unexpected(i);
                    }
                }
                return index + 5;
            }
            default -> throw unexpected(index);
        }
    }

    /**
     * Reads one character of two to four bytes, according to the table of well-formed sequences in the Unicode
     * standard, chapter 3.
     */
    private int sequence(int index) {
        int lead = text[index] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            throw notUtf8(index);
        }
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        int after = index + (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
        for (int i = index + 1; i < after; i++) {
            if (i >= end) {
                throw truncated();
            }
            int b = text[i] & 0xFF;
            if (b < lowest || b > highest) {
                throw notUtf8(index);
            }
            lowest = 0x80;
            highest = 0xBF;
        }
        return after;
    }

    private InvalidInputException notUtf8(int index) {
        return malformed("not UTF-8", index);
    }

    private int number(int from) {
        int i = text[from] == '-' ? from + 1 : from;
        i = at(i, '0') ? i + 1 : digits(i);
        if (at(i, '.')) {
            i = digits(i + 1);
        }
        if (at(i, 'e') || at(i, 'E')) {
            i++;
            i = digits(at(i, '+') || at(i, '-') ? i + 1 : i);
        }
        return i;
    }

    /** Reads one or more digits. */
    private int digits(int from) {
        byte[] bytes = text;
        int limit = end;
        int i = from;
        while (i < limit && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        if (i == from) {
            throw unexpected(i);
        }
        return i;
    }

    private int literal(int from) {
        String word = switch (text[from]) {
            case 't' -> "true";
            case 'f' -> "false";
            case 'n' -> "null";
            default -> throw unexpected(from);
        };
        for (int i = 0; i < word.length(); i++) {
            if (!at(from + i, word.charAt(i))) {
                throw unexpected(from + i);
            }
        }
        return from + word.length();
    }
}
