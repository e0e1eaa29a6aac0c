package dev.mayfly.payment;

import java.math.BigDecimal;

/** Why a payment refuses a command. */
public sealed interface PaymentRefusal {
    /** A payment is processed once. */
    record AlreadyProcessed() implements PaymentRefusal {}

    /** There is no processed payment to refund. */
    record UnknownPayment() implements PaymentRefusal {}

    /**
     * The refund exceeds what is left.
     *
     * @param rest what is left, 0 or more
     * @param currency the payment's currency
     */
    record ExceedsPayment(BigDecimal rest, String currency) implements PaymentRefusal {}

    /**
     * The amount cannot be one of the payment's currency.
     *
     * @param message what is wrong with it, as a sentence for the client
     */
    record InvalidAmount(String message) implements PaymentRefusal {}

    /**
     * The aggregate's events, appended by others, do not make a payment.
     *
     * @param message which does not, and why, as a sentence for the client
     */
    record NotAPayment(String message) implements PaymentRefusal {}
}
