package dev.mayfly.payment;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A processed payment as clients see it.
 *
 * @param paymentId its id
 * @param status whether it has been refunded
 * @param amount how much was paid, with the fraction digits that were given
 * @param currency the currency's ISO 4217 code
 * @param refunded how much of it was refunded
 * @param net what remains: {@code amount} less {@code refunded}
 * @param version the version of the last event that was read
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

    /** Whether a payment has been refunded. */
    public enum Status {
        /** Nothing has been refunded. */
        PROCESSED("processed"),
        /** A part has been refunded. */
        PARTIALLY_REFUNDED("partially-refunded"),
        /** The whole amount has been refunded. */
        REFUNDED("refunded");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** Returns the status as in the API. */
        public String text() {
            return text;
        }
    }

    /**
     * Returns the view of a payment.
     *
     * @param version the version of the last event that was read
     */
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
