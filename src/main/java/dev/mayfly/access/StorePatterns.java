package dev.mayfly.access;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of names of stores, in which {@code *} stands for any number of characters. Immutable; a match takes at most
 * time in proportion to the product of the lengths of the name and the pattern.
 */
final class StorePatterns {
    /** The pattern of every name. */
    static final StorePatterns ALL = new StorePatterns(List.of("*"));

    private static final Pattern VALID = Pattern.compile("[a-z0-9*-]{1,63}");

    private final List<String> patterns;

    private StorePatterns(List<String> patterns) {
        this.patterns = patterns;
    }

    /** Returns patterns, each of which must be {@linkplain #isValid valid}. */
    static StorePatterns of(List<String> patterns) {
        return new StorePatterns(List.copyOf(patterns));
    }

    /** Returns whether a text is a pattern that a name can match. */
    static boolean isValid(String pattern) {
        return VALID.matcher(pattern).matches();
    }

    /** Returns whether a name matches one of the patterns. */
    boolean match(String name) {
        for (String pattern : patterns) {
            if (matches(pattern, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String name) {
        int star = -1;
        int resumeAt = 0;
        int p = 0;
        int n = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resumeAt = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resumeAt;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
