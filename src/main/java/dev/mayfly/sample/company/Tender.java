package dev.mayfly.sample.company;

import java.math.BigDecimal;

/**
 * A currency for payments.
 *
 * @param currency its ISO 4217 code
 * @param digits the number of fraction digits of its amounts
 * @param perEuro the value of one euro in thousandths of this currency
 */
public record Tender(String currency, int digits, long perEuro) {
    /** Returns a price given in euro cents in the smallest unit of this currency. */
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

    /** Returns an amount in the smallest unit as a decimal number. */
    String text(long minor) {
        return BigDecimal.valueOf(minor, digits).toPlainString();
    }
}
