package dev.mayfly.payment.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.payment.Payment;
import dev.mayfly.payment.PaymentAggregate;
import dev.mayfly.payment.PaymentEvent;
import dev.mayfly.payment.PaymentView;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.http.EventReads;
import org.jspecify.annotations.Nullable;

/** Reads of single payments. */
final class PaymentRead {
    private static final String VERSION = "version";
    private static final PaymentAggregate PAYMENTS = new PaymentAggregate();

    private PaymentRead() {}

    /**
     * Returns the version up to which a payment's events are read.
     *
     * @param version the version that the request asks for, or 0 for the last one
     * @throws ProblemException {@code not-found} if there is no such aggregate, or it is not a payment
     * @throws InvalidInputException if the version is beyond the last one
     */
    static long version(LogPrefix log, String paymentId, long version) {
        AggregateSummary aggregate = log.aggregate(paymentId)
                .filter(known -> known.aggregateType().equals(PaymentEvent.AGGREGATE_TYPE))
                .orElseThrow(() -> unknown(paymentId));
        if (version > aggregate.version()) {
            throw InvalidInputException.invalid(
                    VERSION, "must be at most " + aggregate.version() + ", the payment's last version");
        }
        return version == 0 ? aggregate.version() : version;
    }

    /**
     * Returns a payment as it was at a version; takes time in proportion to the number of its events until then.
     *
     * @throws ProblemException {@code not-found} if it had not been processed at that version
     * @throws InvalidInputException if the events, appended by other clients, break the rules of payments
     */
    static PaymentView payment(LogPrefix log, String paymentId, long version) {
        Payment payment = PAYMENTS.replay(log, paymentId, version);
        if (payment instanceof Payment.Paid paid) {
            return PaymentView.of(paymentId, paid, version);
        }
        if (payment instanceof Payment.Broken broken) {
            throw InvalidInputException.invalid(PaymentId.FIELD, "is not a valid payment: " + broken.message());
        }
        throw unknown(paymentId);
    }

    private static ProblemException unknown(String paymentId) {
        return Problem.notFound("There is no payment '" + paymentId + "'.").exception();
    }

    /** The object of a payment's history, {@code {"paymentId", "events"}}. */
    record History(String paymentId) implements EventReads.Envelope {
        @Override
        public void open(LogPrefix log, JsonBuffer out) {
            out.ascii("{\"paymentId\":").string(paymentId).ascii(",\"events\":[");
        }

        @Override
        public void close(LogPrefix log, @Nullable Cursor next, JsonBuffer out) {
            out.ascii("]}");
        }
    }
}
