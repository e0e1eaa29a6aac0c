package dev.mayfly.event.json;

import java.nio.charset.StandardCharsets;

/**
 * An indenter of JSON that works piece by piece: each member and element goes on its own line, indented by two spaces
 * per level up to {@value #MAX_LEVEL} levels. White space between tokens is dropped; strings and numbers stay as they
 * are. For one text and one thread at a time.
 */
public final class JsonIndent {
    /** The level above which lines are not indented further, which bounds the growth of a text. */
    static final int MAX_LEVEL = 32;

    private static final byte[] SPACES = "  ".repeat(MAX_LEVEL).getBytes(StandardCharsets.US_ASCII);

    private int level;
    private boolean inString;
    private boolean escaped;
    /** Whether the last token opened an array or object that may turn out to be empty. */
    private boolean opened;

    /** Makes an indenter for one text. */
    public JsonIndent() {}

    /**
     * Writes the next bytes of the text, which may end anywhere, until the buffer has at least {@code full} bytes, and
     * returns the index of the first that it left.
     */
    public int write(byte[] text, int from, int to, JsonBuffer out, int full) {
        int at = from;
        while (at < to && out.size() < full) {
            write(text[at++], out);
        }
        return at;
    }

    private void write(byte b, JsonBuffer out) {
        if (inString) {
            out.put((char) (b & 0xFF));
            inString = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return;
        }
        switch (b) {
            case ' ', '\t', '\n', '\r' -> {}
            case '}', ']' -> {
                level--;
                if (!opened) {
                    line(out);
                }
                opened = false;
                out.put((char) b);
            }
            case ',' -> {
                out.put(',');
                line(out);
            }
            case ':' -> out.put(':').put(' ');
            default -> {
                begin(out);
                out.put((char) (b & 0xFF));
                inString = b == '"';
                if (b == '{' || b == '[') {
                    opened = true;
                    level++;
                }
            }
        }
    }

    private void begin(JsonBuffer out) {
        if (opened) {
            opened = false;
            line(out);
        }
    }

    private void line(JsonBuffer out) {
        out.put('\n').put(SPACES, 0, 2 * Math.min(level, MAX_LEVEL));
    }
}
