package dev.mayfly.bootstrap.config;

import java.util.Locale;

/**
 * A configured amount of memory: a number of bytes, or a share of the maximum heap.
 *
 * @param text the amount as it was configured
 * @param bytes the number of bytes, or 0 if it is a share
 * @param percent the share in percent, or 0 if it is a number of bytes
 */
public record MemorySize(String text, long bytes, int percent) {
    private static final String UNITS = "KMGT";

    /**
     * Parses an amount: bytes, optionally with {@code K}, {@code M}, {@code G} or {@code T} for powers of 1024 bytes,
     * or a share such as {@code 60%}.
     *
     * @throws IllegalArgumentException if the text is not an amount, or is zero or a share over 100
     */
    public static MemorySize parse(String text) {
        String amount = text.strip().toUpperCase(Locale.ROOT);
        int last = amount.length() - 1;
        if (last >= 0 && amount.charAt(last) == '%') {
            int percent = (int) number(text, amount.substring(0, last));
            if (percent > 100) {
                throw invalid(text);
            }
            return new MemorySize(text, 0, percent);
        }
        int unit = last < 0 ? -1 : UNITS.indexOf(amount.charAt(last));
        if (unit < 0) {
            return new MemorySize(text, number(text, amount), 0);
        }
        long count = number(text, amount.substring(0, last));
        int shift = 10 * (unit + 1);
        if (count > Long.MAX_VALUE >> shift) {
            throw invalid(text);
        }
        return new MemorySize(text, count << shift, 0);
    }

    /** Returns the amount in bytes; a share is of {@code maxHeapBytes}. */
    public long toBytes(long maxHeapBytes) {
        return percent == 0 ? bytes : maxHeapBytes / 100 * percent;
    }

    @Override
    public String toString() {
        return text;
    }

    private static long number(String text, String digits) {
        long value;
        try {
            value = Long.parseLong(digits);
        } catch (NumberFormatException notNumeric) {
            throw invalid(text);
        }
        if (value < 1 || digits.charAt(0) == '+') {
            throw invalid(text);
        }
        return value;
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("'" + text
                + "' is not an amount of memory. Use bytes (1048576, 64M, 2G) or a share of the heap (60%).");
    }
}
