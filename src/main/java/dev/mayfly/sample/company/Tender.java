package dev.mayfly.sample.company;

import java.math.BigDecimal;

/**
 * A currency that is paid in.
 *
 * @param currency its ISO 4217 code
 * @param digits how many fraction digits its amounts have
 * @param perEuro how many thousandths of it a euro is worth
 */
public record Tender(String currency, int digits, long perEuro) {
    /** Returns a price, which is thought of in cents of a euro, in the smallest units of this currency. */
    public long price(long euroCents) {
        long minor = euroCents * perEuro / 1000;
        for (int i = 2; i > digits; i--) {
            minor /= 10;
        }
        for (int i = 2; i < digits; i++) {
            minor *= 10;
        }
        return Math.max(1, minor);
    }

    /** Returns an amount of smallest units as a decimal number. */
    String text(long minor) {
        return BigDecimal.valueOf(minor, digits).toPlainString();
    }
}
