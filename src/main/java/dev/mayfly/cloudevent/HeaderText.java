package dev.mayfly.cloudevent;

import dev.mayfly.event.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The values of attributes in headers (CloudEvents 1.0.2, HTTP binding, 3.1.3.2).
 *
 * <p>Reading is lenient, because widespread senders are: unescaped characters, even percent signs, are taken literally.
 */
final class HeaderText {
    private static final String HEX = "0123456789ABCDEF";

    private HeaderText() {}

    /**
     * Returns a value in which spaces, quotes, percent signs and everything other than printable US-ASCII are
     * percent-encoded.
     */
    static String encode(String text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 32);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && isPlain((char) b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return encoded.toString();
    }

    /**
     * Returns the value of a header's text: unquoted, then percent-decoded once.
     *
     * @param field the field name to report
     * @param text the header's bytes with one character per byte
     * @throws InvalidInputException if the result is not UTF-8
     */
    static String decode(String field, String text) {
        String unquoted = unquoted(text);
        boolean plain = true;
        for (int i = 0; i < unquoted.length() && plain; i++) {
            char c = unquoted.charAt(i);
            plain = c < 0x80 && c != '%';
        }
        if (plain) {
            return unquoted;
        }
        byte[] bytes = new byte[unquoted.length()];
        int size = 0;
        for (int i = 0; i < unquoted.length(); i++) {
            int high = escapeDigit(unquoted, i, i + 1);
            int low = escapeDigit(unquoted, i, i + 2);
            if (high >= 0 && low >= 0) {
                bytes[size++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[size++] = (byte) unquoted.charAt(i);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, size))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw InvalidInputException.invalid(field, "must be UTF-8 after percent-decoding");
        }
    }

    /** Returns the contents of a quoted string (RFC 7230), or the text itself if it is not one. */
    private static String unquoted(String text) {
        int last = text.length() - 1;
        if (last < 1 || text.charAt(0) != '"' || text.charAt(last) != '"') {
            return text;
        }
        StringBuilder content = new StringBuilder(text.length());
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < last) {
                i++;
            }
            content.append(text.charAt(i));
        }
        return content.toString();
    }

    /** Returns the digit at an index within the escape that starts at index {@code escape}, or -1 if there is none. */
    private static int escapeDigit(String text, int escape, int index) {
        return text.charAt(escape) == '%' && index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c <= '~' && c != '"' && c != '%';
    }
}
