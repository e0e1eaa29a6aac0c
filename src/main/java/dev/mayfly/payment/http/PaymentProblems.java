package dev.mayfly.payment.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.payment.PaymentRefusal;

/** The problem types of payments, and the problems for refused commands. */
final class PaymentProblems {
    /** The payment has already been processed. */
    static final ProblemType ALREADY_PROCESSED =
            new ProblemType("payment-already-processed", 409, "Payment already processed");
    /** The refund exceeds what is left of the payment. */
    static final ProblemType EXCEEDS_PAYMENT = new ProblemType("refund-exceeds-payment", 409, "Refund exceeds payment");

    private PaymentProblems() {}

    /** Returns the problem for a refused command. */
    static Problem problem(PaymentRefusal refusal) {
        if (refusal instanceof PaymentRefusal.AlreadyProcessed) {
            return Problem.of(ALREADY_PROCESSED, "This payment has already been processed.");
        }
        if (refusal instanceof PaymentRefusal.ExceedsPayment exceeds) {
            return Problem.of(
                    EXCEEDS_PAYMENT,
                    "Only " + exceeds.rest().toPlainString() + " " + exceeds.currency()
                            + " of this payment can still be refunded.");
        }
        if (refusal instanceof PaymentRefusal.InvalidAmount amount) {
            return invalid("amount", amount.message());
        }
        if (refusal instanceof PaymentRefusal.NotAPayment broken) {
            return invalid(PaymentId.FIELD, "is not a valid payment: " + broken.message());
        }
        return Problem.notFound("There is no processed payment with this id.");
    }

    private static Problem invalid(String field, String message) {
        return Problem.of(InvalidInputException.invalid(field, message));
    }
}
