package dev.mayfly.payment;

import dev.mayfly.command.Fact;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import java.util.Optional;

/** An event of a payment. */
public sealed interface PaymentEvent {
    /** The aggregate type of payments. */
    String AGGREGATE_TYPE = "Payment";

    /** Returns the event's type in the log. */
    String eventType();

    /** Returns how much was paid or refunded. */
    Money money();

    /**
     * The payment has been processed.
     *
     * @param money how much was paid
     */
    record PaymentProcessed(Money money) implements PaymentEvent {
        /** The event's type in the log. */
        public static final String TYPE = "PaymentProcessed";

        @Override
        public String eventType() {
            return TYPE;
        }
    }

    /**
     * The payment has been refunded, in part or in full.
     *
     * @param money how much was refunded
     */
    record PaymentRefunded(Money money) implements PaymentEvent {
        /** The event's type in the log. */
        public static final String TYPE = "PaymentRefunded";

        @Override
        public String eventType() {
            return TYPE;
        }
    }

    /** Returns the event as a fact, which the handler of its command appends. */
    default Fact fact() {
        String amount = money().amount().toPlainString();
        RawJson data = RawJson.of("{\"amount\":" + amount + ",\"currency\":\"" + money().currency() + "\"}");
        return new Fact(eventType(), data);
    }

    /**
     * Returns the payment event that an event of the log represents, or nothing if it is of another type.
     *
     * @throws dev.mayfly.event.InvalidInputException if its type is one of these, but its data is not valid money
     */
    static Optional<PaymentEvent> read(RecordedEvent event) {
        return read(event.eventType(), event.data());
    }

    /** Returns the payment event with a type and data, like {@link #read(RecordedEvent)}. */
    static Optional<PaymentEvent> read(String eventType, RawJson data) {
        if (eventType.equals(PaymentProcessed.TYPE)) {
            return Optional.of(new PaymentProcessed(MoneyData.read(data)));
        }
        if (eventType.equals(PaymentRefunded.TYPE)) {
            return Optional.of(new PaymentRefunded(MoneyData.read(data)));
        }
        return Optional.empty();
    }
}
