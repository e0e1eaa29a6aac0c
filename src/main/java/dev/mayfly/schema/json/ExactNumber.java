package dev.mayfly.schema.json;

import dev.mayfly.event.tree.JsonNode.Literal;
import dev.mayfly.event.tree.JsonNumber;
import dev.mayfly.event.tree.JsonNumber.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers of JSON as exact decimals, as far as their digits are limited. */
final class ExactNumber {
    /** The most digits before, and after, the decimal point. */
    static final int MOST_DIGITS = 1_000;

    static final String TOO_LONG = "must have at most 1,000 digits before and after the decimal point";

    private static final int SHORT = 15;
    /** A number of as many digits fits into a long. */
    private static final int LONG_DIGITS = 18;

    private static final int SHOWN = 40;
    private static final int DIVISION_SHIFT = 12;

    private ExactNumber() {}

    /** Returns the value of a number's text, or null if it has too many digits, however it is written. */
    static @Nullable BigDecimal of(Literal number) {
        String text = number.text();
        BigDecimal plain = text.length() <= SHORT ? plain(text) : null;
        if (plain != null) {
            return plain;
        }
        Decimal decimal = JsonNumber.decimal(text);
        if (decimal == null) {
            return null;
        }
        int length = decimal.digits().length();
        if (length == 0) {
            return BigDecimal.ZERO;
        }
        if (decimal.exponent() > MOST_DIGITS || length - decimal.exponent() > MOST_DIGITS) {
            return null;
        }
        BigDecimal fraction = new BigDecimal("0." + decimal.digits());
        BigDecimal value = fraction.scaleByPowerOfTen((int) decimal.exponent());
        return decimal.negative() ? value.negate() : value;
    }

    /** Returns the value of a short text without an exponent, or null if it has one. */
    private static @Nullable BigDecimal plain(String text) {
        boolean negative = text.charAt(0) == '-';
        long unscaled = 0;
        int point = text.length() - 1;
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                point = i;
            } else if (c >= '0' && c <= '9') {
                unscaled = 10 * unscaled + c - '0';
            } else {
                return null;
            }
        }
        return BigDecimal.valueOf(negative ? -unscaled : unscaled, text.length() - 1 - point);
    }

    /** Returns how many steps {@link #isMultiple} takes, which grow with the square of the digits that it divides. */
    static long stepsToDivide(BigDecimal number, BigDecimal of) {
        long before = Math.max(number.precision() - (long) number.scale(), of.precision() - (long) of.scale());
        long digits = Math.max(1, before + Math.max(number.scale(), of.scale()));
        return digits * digits >>> DIVISION_SHIFT;
    }

    /** Returns whether a number is a whole number of times another, which is positive. */
    static boolean isMultiple(BigDecimal number, BigDecimal of) {
        int scale = Math.max(number.scale(), of.scale());
        boolean fitsLong = number.scale() >= 0
                && of.scale() >= 0
                && number.precision() + scale - number.scale() <= LONG_DIGITS
                && of.precision() + scale - of.scale() <= LONG_DIGITS;
        if (!fitsLong) {
            BigInteger dividend = number.setScale(scale).unscaledValue();
            return dividend.mod(of.setScale(scale).unscaledValue()).signum() == 0;
        }
        long times = number.setScale(scale).unscaledValue().longValue();
        return times % of.setScale(scale).unscaledValue().longValue() == 0;
    }

    /** Returns whether a number has no fraction. */
    static boolean isWhole(Literal number) {
        String text = number.text();
        if (text.length() <= SHORT && text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            return true;
        }
        Decimal decimal = JsonNumber.decimal(text);
        if (decimal != null) {
            return decimal.digits().length() <= Math.max(0, decimal.exponent());
        }
        // The exponent is too long for arithmetic, and no text has as many digits.
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        return text.charAt(e + 1) != '-';
    }

    /** Returns a number's text, shortened for a message. */
    static String shown(String text) {
        return Violation.shortened(text, SHOWN);
    }
}
