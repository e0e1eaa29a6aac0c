package dev.mayfly.event.json;

import java.nio.charset.StandardCharsets;

/**
 * Indents JSON as it comes, piece by piece: each member and element on its own line, two spaces a level up to
 * {@value #MAX_LEVEL} levels. White space between tokens is left out, strings and numbers stay as they are. For one
 * text and one thread at a time.
 */
public final class JsonIndent {
    /** The level from which on lines are not indented further, so that no text grows beyond measure. */
    static final int MAX_LEVEL = 32;

    private static final byte[] SPACES = "  ".repeat(MAX_LEVEL).getBytes(StandardCharsets.US_ASCII);

    private int level;
    private boolean inString;
    private boolean escaped;
    /** Whether the last token opened an array or object, of which it is not known yet whether it is empty. */
    private boolean opened;

    /** Makes one that has not written anything. */
    public JsonIndent() {}

    /** Writes the next bytes of the text, of which the last may be anywhere. */
    public void write(byte[] text, int length, JsonBuffer out) {
        for (int i = 0; i < length; i++) {
            write(text[i], out);
        }
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
