package dev.mayfly.event.json;

/** Finds where the parts of a text end, in a byte array. The text must be valid JSON, in UTF-8 and on one line. */
public final class JsonText {
    private JsonText() {}

    /** Returns the index of the first byte at or after {@code from} that is not white space; there must be one. */
    public static int skipSpace(byte[] text, int from) {
        int i = from;
        while (text[i] == ' ' || text[i] == '\t') {
            i++;
        }
        return i;
    }

    /** Returns the index of the quote that closes a string whose characters begin at {@code from}. */
    public static int closingQuote(byte[] text, int from) {
        int i = PlainRuns.quoteOrBackslash(text, from);
        while (text[i] != '"') {
            i = PlainRuns.quoteOrBackslash(text, i + 2);
        }
        return i;
    }

    /** Returns whether there is an escape among the characters of a string whose closing quote is at {@code to}. */
    public static boolean hasEscape(byte[] text, int from, int to) {
        return PlainRuns.quoteOrBackslash(text, from) < to;
    }

    /** Returns the index after the value that begins at {@code from}; {@code end} is the end of the whole text. */
    public static int valueEnd(byte[] text, int from, int end) {
        byte first = text[from];
        if (first == '"') {
            return closingQuote(text, from + 1) + 1;
        }
        if (first != '{' && first != '[') {
            int i = from + 1;
            while (i < end && isInScalar(text[i])) {
                i++;
            }
            return i;
        }
        int open = 1;
        int i = from + 1;
        while (open > 0) {
            byte b = text[i++];
            if (b == '"') {
                i = closingQuote(text, i) + 1;
            } else if (b == '{' || b == '[') {
                open++;
            } else if (b == '}' || b == ']') {
                open--;
            }
        }
        return i;
    }

    private static boolean isInScalar(byte b) {
        return b != ',' && b != '}' && b != ']' && b != ' ' && b != '\t';
    }
}
