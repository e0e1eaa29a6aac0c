package dev.mayfly.event.tree;

import org.jspecify.annotations.Nullable;

/** Numbers in JSON notation, read in time linear in their texts, whatever their exponents. */
public final class JsonNumber {
    /** The most digits of an exponent that is compared as a number, which keeps the arithmetic within a long. */
    private static final int MAX_EXPONENT_DIGITS = 17;

    private JsonNumber() {}

    /**
     * Returns a text that is the same for all JSON numbers that are the same number, as {@code 1}, {@code 1.0} and {@code
     * 10e-1} are, and different for others. A number whose exponent is too long for arithmetic is the same only as itself.
     */
    public static String canonical(String number) {
        Decimal decimal = decimal(number);
        return decimal == null
                ? number
                : (decimal.negative() ? "-0." : "0.") + decimal.digits() + 'x' + decimal.exponent();
    }

    /**
     * A number {@code 0.<digits> × 10^exponent}.
     *
     * @param digits its significant digits, without zeros at either end; empty for zero
     */
    public record Decimal(boolean negative, String digits, long exponent) {
        static final Decimal ZERO = new Decimal(false, "", 0);
    }

    /** Returns the value of a number's text, or null if its exponent is too long. */
    public static @Nullable Decimal decimal(String text) {
        int from = text.charAt(0) == '-' ? 1 : 0;
        int end = Math.max(text.indexOf('e'), text.indexOf('E'));
        int mantissaEnd = end < 0 ? text.length() : end;
        StringBuilder digits = new StringBuilder(mantissaEnd);
        long point = -1;
        for (int i = from; i < mantissaEnd; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                point = digits.length();
            } else {
                digits.append(c);
            }
        }
        point = point < 0 ? digits.length() : point;
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        int last = digits.length();
        while (last > first && digits.charAt(last - 1) == '0') {
            last--;
        }
        if (first == last) {
            return Decimal.ZERO;
        }
        long exponent = 0;
        if (end >= 0) {
            boolean negative = text.charAt(end + 1) == '-';
            int at = negative || text.charAt(end + 1) == '+' ? end + 2 : end + 1;
            while (at < text.length() - 1 && text.charAt(at) == '0') {
                at++;
            }
            if (text.length() - at > MAX_EXPONENT_DIGITS) {
                return null;
            }
            exponent = Long.parseLong(text.substring(at));
            exponent = negative ? -exponent : exponent;
        }
        return new Decimal(from == 1, digits.substring(first, last), exponent + point - first);
    }
}
