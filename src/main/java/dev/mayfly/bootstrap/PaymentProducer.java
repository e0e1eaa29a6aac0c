package dev.mayfly.bootstrap;

import dev.mayfly.command.CommandHandler;
import dev.mayfly.payment.Payment;
import dev.mayfly.payment.PaymentAggregate;
import dev.mayfly.payment.PaymentCommand;
import dev.mayfly.payment.PaymentRefusal;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what carries out the commands of payments. */
@Singleton
public class PaymentProducer {
    /** Returns the handler of payments' commands. */
    @Produces
    @Singleton
    public CommandHandler<Payment, PaymentCommand, PaymentRefusal> payments() {
        return new CommandHandler<>(
                new PaymentAggregate(),
                task -> Infrastructure.getDefaultWorkerPool().execute(task));
    }
}
