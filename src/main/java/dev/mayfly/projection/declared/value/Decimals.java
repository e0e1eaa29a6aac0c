package dev.mayfly.projection.declared.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads JSON numbers as exact decimals, within bounds that keep any sum of them small. */
public final class Decimals {
    /** The most digits before the decimal point, and the most after it, with any exponent written out. */
    public static final int MAX_DIGITS = 1_000;

    private static final int MAX_TEXT = 2 * MAX_DIGITS + 32;
    private static final int PLAIN_DIGITS = 40;
    private static final int FAST_BYTES = 18;

    private Decimals() {}

    /**
     * Returns the number in a slice, with as many fraction digits as it is written with, or null if it exceeds the
     * bounds.
     */
    public static @Nullable BigDecimal read(Slice slice) {
        int length = slice.sizeBytes();
        if (length <= FAST_BYTES) {
            boolean negative = slice.first() == '-';
            long unscaled = 0;
            int scale = 0;
            boolean fraction = false;
            boolean plain = true;
            for (int i = negative ? 1 : 0; i < length && plain; i++) {
                byte b = slice.at(i);
                if (b == '.') {
                    fraction = true;
                } else if (b >= '0' && b <= '9') {
                    unscaled = 10 * unscaled + b - '0';
                    scale += fraction ? 1 : 0;
                } else {
                    plain = false;
                }
            }
            if (plain) {
                return BigDecimal.valueOf(negative ? -unscaled : unscaled, scale);
            }
        }
        return length > MAX_TEXT ? null : parse(slice.ascii());
    }

    /** Returns the number in a text, which is a JSON number, or null if it exceeds the bounds. */
    public static @Nullable BigDecimal parse(String text) {
        if (text.length() > MAX_TEXT) {
            return null;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException exponentTooLarge) {
            return null;
        }
        boolean within = value.scale() <= MAX_DIGITS && (long) value.precision() - value.scale() <= MAX_DIGITS;
        return within ? value : null;
    }

    /** Returns the same text for all equal numbers, however they are written: {@code 1} for {@code 1.0}. */
    public static String identity(BigDecimal value) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        boolean plain = Math.abs(stripped.scale()) + stripped.precision() <= PLAIN_DIGITS;
        return plain ? stripped.toPlainString() : stripped.toString();
    }
}
