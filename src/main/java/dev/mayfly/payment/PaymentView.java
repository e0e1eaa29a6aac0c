package dev.mayfly.payment;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A payment as it is shown.
 *
 * @param paymentId its id
 * @param status how much of it stands
 * @param amount how much was paid, with the fraction digits that were given
 * @param currency the currency's ISO 4217 code
 * @param refunded how much of it was refunded
 * @param net how much of it stands: {@code amount} less {@code refunded}
 * @param version the version of its last event that was read
 * @param processedAt when it was paid
 */
public record PaymentView(
        String paymentId,
        Status status,
        BigDecimal amount,
        String currency,
        BigDecimal refunded,
        BigDecimal net,
        long version,
        Instant processedAt) {

    /** How much of a payment stands. */
    public enum Status {
        /** All of it. */
        PROCESSED("processed"),
        /** A part of it. */
        PARTIALLY_REFUNDED("partially-refunded"),
        /** Nothing. */
        REFUNDED("refunded");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** Returns the status as it is written. */
        public String text() {
            return text;
        }
    }

    /** Returns a paid payment as it is shown. */
    public static PaymentView of(String paymentId, Payment.Paid paid, long version) {
        BigDecimal net = paid.rest();
        Status status = paid.refunded().signum() == 0
                ? Status.PROCESSED
                : net.signum() == 0 ? Status.REFUNDED : Status.PARTIALLY_REFUNDED;
        return new PaymentView(
                paymentId,
                status,
                paid.money().amount(),
                paid.money().currency(),
                paid.refunded(),
                net,
                version,
                paid.processedAt());
    }
}
