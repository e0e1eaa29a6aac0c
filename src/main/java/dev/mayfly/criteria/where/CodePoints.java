package dev.mayfly.criteria.where;

/** The order of strings by code point, which differs from that of their characters only beyond U+D7FF. */
public final class CodePoints {
    private CodePoints() {}

    /** Compares two strings. */
    public static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) || Character.isSurrogate(b)
                        ? Integer.compare(point(one, i), point(other, i))
                        : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Returns the code point that a character is part of, the second half of a pair too. */
    private static int point(String text, int index) {
        boolean second = index > 0
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
        return text.codePointAt(second ? index - 1 : index);
    }
}
