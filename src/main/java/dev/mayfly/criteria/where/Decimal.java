package dev.mayfly.criteria.where;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number as an exact decimal, whatever its exponent: 0.<i>digits</i> · 10<sup>exponent</sup>. Reading and
 * comparing take time linear in its text, and nothing is ever written out. Reusable; for one thread.
 */
final class Decimal implements Comparable<Decimal> {
    /** The most digits of an exponent with which to calculate in a long. */
    private static final int LONG_DIGITS = 17;

    private byte[] text = {};
    private boolean negative;
    /** The index of the first digit that is not 0, or -1 if the number is zero. */
    private int first = -1;
    /** The index of the last digit that is not 0. */
    private int last;

    private long exponent;
    /** The digits of an exponent that has more than 18, or null for {@link #exponent}. */
    private byte @Nullable [] hugeExponent;

    private boolean hugeIsNegative;

    /** Returns the number in a text. */
    static Decimal of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Decimal decimal = new Decimal();
        decimal.set(bytes, 0, bytes.length);
        return decimal;
    }

    /** Reads the JSON number from {@code from}, inclusive, to {@code to}, exclusive, whose bytes are not copied. */
    void set(byte[] json, int from, int to) {
        text = json;
        hugeExponent = null;
        exponent = 0;
        first = -1;
        last = -1;
        int i = from;
        negative = json[i] == '-';
        if (negative) {
            i++;
        }
        int point = -1;
        for (; i < to; i++) {
            byte b = json[i];
            if (b == '.') {
                point = i;
            } else if (b < '0' || b > '9') {
                break;
            } else if (b != '0') {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first < 0) {
            negative = false;
            return;
        }
        point = point < 0 ? i : point;
        exponent = first < point ? point - first : point - first + 1;
        if (i < to) {
            exponent(i + 1, to);
        }
    }

    /** Adds the exponent that is written from an index on, after its {@code e}. */
    private void exponent(int from, int to) {
        boolean minus = text[from] == '-';
        int i = minus || text[from] == '+' ? from + 1 : from;
        while (i < to - 1 && text[i] == '0') {
            i++;
        }
        if (to - i <= LONG_DIGITS) {
            long written = 0;
            for (; i < to; i++) {
                written = 10 * written + text[i] - '0';
            }
            exponent += minus ? -written : written;
            return;
        }
        // The place of the first digit is far smaller than what is written, so the sign stays.
        byte[] digits = new byte[to - i + 1];
        System.arraycopy(text, i, digits, 1, to - i);
        digits[0] = '0';
        long carry = minus ? -exponent : exponent;
        for (int k = digits.length - 1; carry != 0; k--) {
            long sum = digits[k] - '0' + carry;
            digits[k] = (byte) ('0' + Math.floorMod(sum, 10));
            carry = Math.floorDiv(sum, 10);
        }
        int start = 0;
        while (digits[start] == '0') {
            start++;
        }
        if (digits.length - start <= LONG_DIGITS + 1) {
            long magnitude = 0;
            for (int k = start; k < digits.length; k++) {
                magnitude = 10 * magnitude + digits[k] - '0';
            }
            exponent = minus ? -magnitude : magnitude;
            return;
        }
        hugeExponent = Arrays.copyOfRange(digits, start, digits.length);
        hugeIsNegative = minus;
    }

    @Override
    public int compareTo(Decimal other) {
        int sign = Integer.compare(signum(), other.signum());
        if (sign != 0 || first < 0) {
            return sign;
        }
        int byExponent = compareExponent(other);
        int magnitude = byExponent != 0 ? byExponent : compareDigits(other);
        return negative ? -magnitude : magnitude;
    }

    private int signum() {
        return first < 0 ? 0 : negative ? -1 : 1;
    }

    private int compareExponent(Decimal other) {
        byte[] huge = hugeExponent;
        byte[] otherHuge = other.hugeExponent;
        if (huge == null && otherHuge == null) {
            return Long.compare(exponent, other.exponent);
        }
        if (huge == null) {
            return other.hugeIsNegative ? 1 : -1;
        }
        if (otherHuge == null || hugeIsNegative != other.hugeIsNegative) {
            return hugeIsNegative ? -1 : 1;
        }
        int magnitude = huge.length != otherHuge.length
                ? Integer.compare(huge.length, otherHuge.length)
                : Arrays.compare(huge, otherHuge);
        return hugeIsNegative ? -magnitude : magnitude;
    }

    private int compareDigits(Decimal other) {
        int i = first;
        int k = other.first;
        while (i <= last && k <= other.last) {
            if (text[i] == '.') {
                i++;
            } else if (other.text[k] == '.') {
                k++;
            } else {
                int digit = Byte.compare(text[i++], other.text[k++]);
                if (digit != 0) {
                    return digit;
                }
            }
        }
        // What is left ends with a digit other than 0.
        return Boolean.compare(i <= last, k <= other.last);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decimal that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    /** Returns a JSON number that is the same for all equal numbers. */
    String json() {
        String canonical = canonical();
        return first < 0 ? canonical : canonical.replace(".", "0.");
    }

    /** Returns a text that is the same for all equal numbers, and for no others. */
    String canonical() {
        if (first < 0) {
            return "0";
        }
        StringBuilder canonical = new StringBuilder(last - first + 24);
        canonical.append(negative ? "-." : ".");
        for (int i = first; i <= last; i++) {
            if (text[i] != '.') {
                canonical.append((char) text[i]);
            }
        }
        canonical.append('e');
        if (hugeExponent != null) {
            return canonical
                    .append(hugeIsNegative ? "-" : "")
                    .append(new String(hugeExponent, StandardCharsets.US_ASCII))
                    .toString();
        }
        return canonical.append(exponent).toString();
    }
}
