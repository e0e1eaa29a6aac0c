package dev.mayfly.schema.re2;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An estimate of the size of a pattern's program, before it is compiled: at most a few times too much. A class of characters
 * counts as the instructions that are as large.
 */
final class PatternSize {
    /** What is enough to refuse a pattern, and far from an overflow. */
    private static final long ENOUGH = 1L << 40;

    /** How many instructions are as large as a class of characters of Unicode, such as all letters. */
    private static final int UNICODE_CLASS = 80;

    /** How many characters of the text of a class are as large as an instruction. */
    private static final int CLASS_CHARACTERS = 4;

    private PatternSize() {}

    /** Returns the number of instructions that a pattern takes; some number if it is not a pattern. */
    static long of(String pattern) {
        Deque<Long> outer = new ArrayDeque<>();
        long sum = 1;
        long last = 0;
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            switch (c) {
                case '(' -> {
                    outer.push(sum);
                    sum = 2;
                    last = 0;
                    i++;
                }
                case ')' -> {
                    last = sum;
                    sum = Math.min(ENOUGH, last + (outer.isEmpty() ? 0 : outer.pop()));
                    i++;
                }
                case '{' -> {
                    long times = times(pattern, i);
                    if (times < 0) {
                        last = 1;
                        sum++;
                        i++;
                    } else {
                        long repeated = Math.min(ENOUGH, (last + 1) * Math.max(1, times));
                        sum = Math.min(ENOUGH, sum - last + repeated);
                        last = repeated;
                        i = pattern.indexOf('}', i) + 1;
                    }
                }
                default -> {
                    int end = c == '[' ? classEnd(pattern, i) : c == '\\' ? i + 2 : i + 1;
                    last = atom(pattern, i, Math.min(end, pattern.length()));
                    sum = Math.min(ENOUGH, sum + last);
                    i = end;
                }
            }
        }
        return sum;
    }

    /** Returns the size of a character or a class of characters. */
    private static long atom(String pattern, int from, int to) {
        if (pattern.charAt(from) != '[') {
            return isUnicodeClass(pattern, from) ? UNICODE_CLASS : 1;
        }
        long size = 1L + (to - from) / CLASS_CHARACTERS;
        for (int i = from; i + 1 < to; i++) {
            size += isUnicodeClass(pattern, i) ? UNICODE_CLASS : 0;
        }
        return size;
    }

    private static boolean isUnicodeClass(String pattern, int at) {
        return pattern.startsWith("\\p", at) || pattern.startsWith("\\P", at);
    }

    /** Returns how often at most a repetition repeats, one more if without end; -1 if it is no repetition. */
    private static long times(String pattern, int open) {
        int end = pattern.indexOf('}', open);
        if (end < 0) {
            return -1;
        }
        String[] bounds = pattern.substring(open + 1, end).split(",", -1);
        long most = -1;
        for (String bound : bounds) {
            if (bounds.length > 2 || bound.length() > 9 || !bound.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return -1;
            }
            if (!bound.isEmpty()) {
                most = Math.max(most, Long.parseLong(bound));
            }
        }
        return most < 0 ? -1 : most + 1;
    }

    private static int classEnd(String pattern, int open) {
        int i = open + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            i++;
        }
        if (i < pattern.length() && pattern.charAt(i) == ']') {
            i++;
        }
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            if (pattern.startsWith("[:", i) && pattern.indexOf(":]", i) > 0) {
                i = pattern.indexOf(":]", i) + 2;
            } else {
                i += pattern.charAt(i) == '\\' ? 2 : 1;
            }
        }
        return Math.min(pattern.length(), i + 1);
    }
}
