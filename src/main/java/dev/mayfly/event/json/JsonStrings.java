package dev.mayfly.event.json;

import java.util.Arrays;

/**
 * The characters of JSON strings as bytes that compare like their code points: UTF-8, in which half a surrogate pair
 * takes three bytes like any other code point of its size.
 */
public final class JsonStrings {
    private JsonStrings() {}

    /** Returns the characters of a string. */
    public static byte[] bytes(String text) {
        byte[] bytes = new byte[3 * text.length()];
        int end = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            end = JsonEscapes.put(bytes, end, point);
            i += Character.charCount(point);
        }
        return Arrays.copyOf(bytes, end);
    }

    /**
     * Writes the characters of a string without its escapes, and returns the index after them.
     *
     * @param text valid JSON
     * @param from the index after the opening quote
     * @param to the index of the closing quote
     * @param target has room for as many bytes as the string has
     */
    public static int resolve(byte[] text, int from, int to, byte[] target) {
        int out = 0;
        int i = from;
        while (i < to) {
            byte b = text[i];
            if (b != '\\') {
                target[out++] = b;
                i++;
            } else if (text[i + 1] != 'u') {
                target[out++] = JsonEscapes.simple(text[i + 1]);
                i += 2;
            } else {
                int point = JsonEscapes.hex(text, i + 2);
                i += 6;
                if (Character.isHighSurrogate((char) point) && i + 6 <= to && text[i] == '\\' && text[i + 1] == 'u') {
                    char low = (char) JsonEscapes.hex(text, i + 2);
                    if (Character.isLowSurrogate(low)) {
                        point = Character.toCodePoint((char) point, low);
                        i += 6;
                    }
                }
                out = JsonEscapes.put(target, out, point);
            }
        }
        return out;
    }
}
