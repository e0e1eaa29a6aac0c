package dev.mayfly.input;

import dev.mayfly.event.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoded text of paths and query strings; strict where the usual decoders guess. */
public final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /**
     * Returns the decoded text of a path segment; a plus stays a plus.
     *
     * @param field the name to report
     * @throws InvalidInputException if an escape is malformed, the bytes are not UTF-8, or a space, a control character
     *     or a character outside US-ASCII is not escaped
     */
    public static String decode(String field, String encoded) {
        return decode(field, encoded, false);
    }

    /**
     * Returns the decoded text of a name or value in a query string; a plus is a space.
     *
     * @param field the name to report
     * @throws InvalidInputException like {@link #decode(String, String)}
     */
    public static String decodeQuery(String field, String encoded) {
        return decode(field, encoded, true);
    }

    /** Returns the text as one path segment: everything but ASCII letters, digits and {@code -._~} is escaped. */
    public static String encode(String text) {
        int plain = 0;
        while (plain < text.length() && isUnreserved(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && isUnreserved((char) b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNRESERVED.indexOf(c) >= 0;
    }

    private static String decode(String field, String encoded, boolean plusIsSpace) {
        boolean plain = true;
        for (int i = 0; i < encoded.length() && plain; i++) {
            char c = encoded.charAt(i);
            plain = c > 0x20 && c < 0x7F && c != '%' && c != '+';
        }
        if (plain) {
            return encoded;
        }
        byte[] bytes = new byte[encoded.length()];
        int size = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                boolean whole = i + 2 < encoded.length();
                int high = whole ? Character.digit(encoded.charAt(i + 1), 16) : -1;
                int low = whole ? Character.digit(encoded.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw InvalidInputException.invalid(field, "must not have a malformed percent escape");
                }
                bytes[size++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c <= 0x20 || c >= 0x7F) {
                throw InvalidInputException.invalid(field, "must have its special characters percent-encoded");
            } else {
                bytes[size++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, size))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw InvalidInputException.invalid(field, "must be UTF-8 after percent-decoding");
        }
    }
}
