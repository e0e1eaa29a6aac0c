package dev.mayfly.event.json;

/** The in-place resolution of escapes in JSON strings. */
final class JsonEscapes {
    private JsonEscapes() {}

    /**
     * Resolves the escapes in the text of a string that {@link JsonScanner} has accepted, and returns the index after
     * the result, at most {@code to}; or -1 if there is a lone surrogate, in which case the bytes are unchanged.
     *
     * @param from the index after the opening quote
     * @param to the index of the closing quote
     */
    static int resolve(byte[] text, int from, int to) {
        if (hasLoneSurrogate(text, from, to)) {
            return -1;
        }
        int out = from;
        int i = from;
        while (i < to) {
            if (text[i] != '\\') {
                text[out++] = text[i++];
            } else if (text[i + 1] != 'u') {
                text[out++] = simple(text[i + 1]);
                i += 2;
            } else {
                int point = hex(text, i + 2);
                i += 6;
                if (Character.isSurrogate((char) point)) {
                    point = Character.toCodePoint((char) point, (char) hex(text, i + 2));
                    i += 6;
                }
                out = put(text, out, point);
            }
        }
        return out;
    }

    private static boolean hasLoneSurrogate(byte[] text, int from, int to) {
        int i = from;
        while (i < to) {
            if (text[i] != '\\') {
                i++;
            } else if (text[i + 1] != 'u') {
                i += 2;
            } else {
                char unit = (char) hex(text, i + 2);
                i += 6;
                if (Character.isSurrogate(unit)) {
                    boolean paired = Character.isHighSurrogate(unit)
                            && i + 6 <= to
                            && text[i] == '\\'
                            && text[i + 1] == 'u'
                            && Character.isLowSurrogate((char) hex(text, i + 2));
                    if (!paired) {
                        return true;
                    }
                    i += 6;
                }
            }
        }
        return false;
    }

    static byte simple(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }

    static int hex(byte[] text, int index) {
        int value = 0;
        for (int i = index; i < index + 4; i++) {
            value = value << 4 | Character.digit(text[i], 16);
        }
        return value;
    }

    static int put(byte[] text, int index, int point) {
        int out = index;
        if (point < 0x80) {
            text[out++] = (byte) point;
        } else if (point < 0x800) {
            text[out++] = (byte) (0xC0 | point >> 6);
            text[out++] = (byte) (0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            text[out++] = (byte) (0xE0 | point >> 12);
            text[out++] = (byte) (0x80 | point >> 6 & 0x3F);
            text[out++] = (byte) (0x80 | point & 0x3F);
        } else {
            text[out++] = (byte) (0xF0 | point >> 18);
            text[out++] = (byte) (0x80 | point >> 12 & 0x3F);
            text[out++] = (byte) (0x80 | point >> 6 & 0x3F);
            text[out++] = (byte) (0x80 | point & 0x3F);
        }
        return out;
    }
}
