package dev.mayfly.payment;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.payment.PaymentEvent.PaymentProcessed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of a payment, derived from its events. Immutable.
 *
 * <p>Any client that may append can write to the log, so a history may break the rules of payments. Such a history
 * makes a {@link Broken} payment. Events of other types are ignored.
 */
public sealed interface Payment {
    /** Nothing has been paid yet. */
    record Unpaid() implements Payment {}

    /**
     * The payment has been processed.
     *
     * @param money how much was paid
     * @param refunded how much of it was refunded, from 0 to the whole amount
     * @param processedAt when it was paid
     */
    record Paid(Money money, BigDecimal refunded, Instant processedAt) implements Payment {
        /** Returns how much can still be refunded. */
        public BigDecimal rest() {
            return money.amount().subtract(refunded);
        }
    }

    /**
     * The events, appended by other clients, break the rules of payments.
     *
     * @param message the first event that breaks a rule, and why, as a sentence for the client
     */
    record Broken(String message) implements Payment {}

    /** Returns the payment after one more event, the next in order of version. */
    default Payment after(RecordedEvent event) {
        if (this instanceof Broken) {
            return this;
        }
        try {
            Optional<PaymentEvent> read = PaymentEvent.read(event);
            return read.isPresent() ? after(read.get(), event.timestamp()) : this;
        } catch (InvalidInputException e) {
            return new Broken("event " + event.version() + ", " + event.eventType() + ", does not fit a payment: "
                    + e.getMessage());
        }
    }

    private Payment after(PaymentEvent event, Instant when) {
        if (event instanceof PaymentProcessed processed) {
            if (this instanceof Paid) {
                throw InvalidInputException.invalid("eventType", "the payment has already been processed");
            }
            BigDecimal nothing =
                    BigDecimal.ZERO.setScale(processed.money().amount().scale());
            return new Paid(processed.money(), nothing, when);
        }
        if (!(this instanceof Paid paid)) {
            throw InvalidInputException.invalid("eventType", "the payment has not been processed yet");
        }
        if (!event.money().currency().equals(paid.money().currency())) {
            throw InvalidInputException.invalid("currency", "must be the payment's currency");
        }
        if (event.money().amount().compareTo(paid.rest()) > 0) {
            throw InvalidInputException.invalid("amount", "must not exceed what is left of the payment");
        }
        return new Paid(paid.money(), paid.refunded().add(event.money().amount()), paid.processedAt());
    }
}
