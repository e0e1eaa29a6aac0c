package dev.mayfly.payment;

import java.math.BigDecimal;

/** Why a payment refuses a command. */
public sealed interface PaymentRefusal {
    /** The payment has already been processed. */
    record AlreadyProcessed() implements PaymentRefusal {}

    /** There is no processed payment to refund. */
    record UnknownPayment() implements PaymentRefusal {}

    /**
     * The refund exceeds what can still be refunded.
     *
     * @param rest how much that is, 0 or more
     * @param currency the payment's currency
     */
    record ExceedsPayment(BigDecimal rest, String currency) implements PaymentRefusal {}

    /**
     * The amount is not valid in the payment's currency.
     *
     * @param message what is wrong with it, as a sentence for the client
     */
    record InvalidAmount(String message) implements PaymentRefusal {}

    /**
     * The aggregate's events, appended by other clients, break the rules of payments.
     *
     * @param message the first event that breaks a rule, and why, as a sentence for the client
     */
    record NotAPayment(String message) implements PaymentRefusal {}
}
