package dev.mayfly.payment;

import dev.mayfly.command.Aggregate;
import dev.mayfly.command.Decision;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.payment.PaymentCommand.ProcessPayment;
import dev.mayfly.payment.PaymentCommand.RefundPayment;
import dev.mayfly.payment.PaymentEvent.PaymentProcessed;
import dev.mayfly.payment.PaymentEvent.PaymentRefunded;
import java.util.Optional;

/** The rules of payments: a payment is processed once, and its refunds never exceed what was paid. */
public final class PaymentAggregate implements Aggregate<Payment, PaymentCommand, PaymentRefusal> {
    @Override
    public String type() {
        return PaymentEvent.AGGREGATE_TYPE;
    }

    @Override
    public Payment initial() {
        return new Payment.Unpaid();
    }

    @Override
    public Payment apply(Payment payment, RecordedEvent event) {
        return payment.after(event);
    }

    @Override
    public Decision<PaymentRefusal> decide(Payment payment, PaymentCommand command) {
        if (payment instanceof Payment.Broken broken) {
            return Decision.refuse(new PaymentRefusal.NotAPayment(broken.message()));
        }
        return command instanceof ProcessPayment process
                ? process(payment, process)
                : refund(payment, (RefundPayment) command);
    }

    private static Decision<PaymentRefusal> process(Payment payment, ProcessPayment command) {
        return payment instanceof Payment.Unpaid
                ? Decision.accept(new PaymentProcessed(command.money()).fact())
                : Decision.refuse(new PaymentRefusal.AlreadyProcessed());
    }

    private static Decision<PaymentRefusal> refund(Payment payment, RefundPayment command) {
        if (!(payment instanceof Payment.Paid paid)) {
            return Decision.refuse(new PaymentRefusal.UnknownPayment());
        }
        String currency = paid.money().currency();
        Optional<String> mistake = Money.fractionMistake(command.amount(), currency);
        if (mistake.isPresent()) {
            return Decision.refuse(new PaymentRefusal.InvalidAmount(mistake.get()));
        }
        if (command.amount().compareTo(paid.rest()) > 0) {
            return Decision.refuse(new PaymentRefusal.ExceedsPayment(paid.rest(), currency));
        }
        return Decision.accept(new PaymentRefunded(new Money(command.amount(), currency)).fact());
    }
}
