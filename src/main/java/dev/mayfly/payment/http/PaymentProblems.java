package dev.mayfly.payment.http;

import dev.mayfly.command.CommandResult;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.append.AppendResult.TypeMismatch;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.payment.PaymentRefusal;

/** Turns a payment command that stored nothing into a problem. */
final class PaymentProblems {
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
                    "The " + CommandHeaders.IDEMPOTENCY_KEY
                            + " was already used for a different request to this path. Use a new key.");
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
            return Problem.of(ProblemType.PAYMENT_ALREADY_PROCESSED, "This payment has already been processed.");
        }
        if (refusal instanceof PaymentRefusal.ExceedsPayment exceeds) {
            return Problem.of(
                    ProblemType.REFUND_EXCEEDS_PAYMENT,
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
