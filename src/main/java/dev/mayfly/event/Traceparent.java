package dev.mayfly.event;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The format of {@code traceparent} in W3C Trace Context: version, trace id, parent id and flags in lower-case hex. */
public final class Traceparent {
    /** The length of a {@code traceparent} in characters. */
    public static final int LENGTH = 55;

    private Traceparent() {}

    /** Returns a text if it is a valid {@code traceparent}, and null if it is not or there is none. */
    public static @Nullable String valid(@Nullable String text) {
        return text != null && isValid(text) ? text : null;
    }

    /** Returns whether the text is a valid {@code traceparent}. */
    public static boolean isValid(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return isValid(bytes, 0, bytes.length);
    }

    /** Returns whether the slice of UTF-8 text is a valid {@code traceparent}. */
    public static boolean isValid(byte[] text, int offset, int length) {
        return length == LENGTH
                && text[offset + 2] == '-'
                && text[offset + 35] == '-'
                && text[offset + 52] == '-'
                && isHex(text, offset, 2)
                && isHex(text, offset + 3, 32)
                && isHex(text, offset + 36, 16)
                && isHex(text, offset + 53, 2)
                && !isAll(text, offset, 2, 'f')
                && !isAll(text, offset + 3, 32, '0')
                && !isAll(text, offset + 36, 16, '0');
    }

    private static boolean isHex(byte[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = text[i];
            if (!(b >= '0' && b <= '9' || b >= 'a' && b <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAll(byte[] text, int offset, int length, char character) {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] != character) {
                return false;
            }
        }
        return true;
    }
}
