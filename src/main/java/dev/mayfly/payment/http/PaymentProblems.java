package dev.mayfly.payment.http;

import dev.mayfly.command.CommandResult;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.append.AppendResult.TypeMismatch;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.payment.PaymentRefusal;

/** Tells of a payment's command that stored nothing. */
final class PaymentProblems {
    /** The payment has been processed before. */
    static final ProblemType ALREADY_PROCESSED =
            new ProblemType("payment-already-processed", 409, "Payment already processed");
    /** The refund is over what is left of the payment. */
    static final ProblemType EXCEEDS_PAYMENT =
            new ProblemType("refund-exceeds-payment", 409, "Refund exceeds payment");

    private PaymentProblems() {}

    /**
     * Returns the problem that a result is.
     *
     * @param result any result but {@link CommandResult.Done}
     * @param expectedByHeader whether a header said which version is expected
     */
    static Problem problem(CommandResult<PaymentRefusal> result, boolean expectedByHeader) {
        if (result instanceof CommandResult.Refused<PaymentRefusal> refused) {
            return problem(refused.reason());
        }
        if (result instanceof CommandResult.KeyReused<PaymentRefusal>) {
            return Problem.of(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "The " + CommandHeaders.IDEMPOTENCY_KEY + " was sent with another request to this path before.");
        }
        if (result instanceof CommandResult.NotAppended<PaymentRefusal> failed) {
            return failed.result() instanceof TypeMismatch mismatch
                    ? invalid(PaymentId.FIELD, "is the id of an aggregate of type '" + mismatch.knownType() + "'")
                    : AppendProblems.problem(failed.result(), expectedByHeader, index -> "");
        }
        throw new IllegalArgumentException("no problem: " + result);
    }

    private static Problem problem(PaymentRefusal refusal) {
        if (refusal instanceof PaymentRefusal.AlreadyProcessed) {
            return Problem.of(ALREADY_PROCESSED, "A payment is processed once.");
        }
        if (refusal instanceof PaymentRefusal.ExceedsPayment exceeds) {
            return Problem.of(
                    EXCEEDS_PAYMENT,
                    "Of this payment " + exceeds.rest().toPlainString() + " " + exceeds.currency()
                            + " can still be refunded.");
        }
        if (refusal instanceof PaymentRefusal.InvalidAmount amount) {
            return invalid("amount", amount.message());
        }
        if (refusal instanceof PaymentRefusal.NotAPayment broken) {
            return invalid(PaymentId.FIELD, "is no payment: " + broken.message());
        }
        return Problem.notFound("There is no processed payment with this id.");
    }

    private static Problem invalid(String field, String message) {
        return Problem.of(InvalidInputException.invalid(field, message));
    }
}
