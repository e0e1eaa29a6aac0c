package dev.mayfly.payment.http;

import dev.mayfly.command.CommandHandler;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.route.Domain;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.payment.Payment;
import dev.mayfly.payment.PaymentAggregate;
import dev.mayfly.payment.PaymentCommand;
import dev.mayfly.payment.PaymentEvent;
import dev.mayfly.payment.PaymentRefusal;
import dev.mayfly.payment.PaymentSummaryProjection;
import dev.mayfly.projection.fold.JavaProjections;
import dev.mayfly.projection.fold.Projection;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The registration of payments: everything that the rest of the server knows about them. */
@Singleton
public final class PaymentDomain implements Domain, JavaProjections {
    /** The first segment of their paths. */
    static final String ROOT = "payments";

    @Override
    public String root() {
        return ROOT;
    }

    @Override
    public Set<String> aggregateTypes() {
        return Set.of(PaymentEvent.AGGREGATE_TYPE);
    }

    @Override
    public List<ProblemType> problems() {
        return List.of(PaymentProblems.ALREADY_PROCESSED, PaymentProblems.EXCEEDS_PAYMENT);
    }

    @Override
    public Map<String, Projection<?>> projections() {
        return Map.of(PaymentSummaryProjection.NAME, new PaymentSummaryProjection());
    }

    /** Returns the handler of payment commands. */
    @Produces
    @Singleton
    CommandHandler<Payment, PaymentCommand, PaymentRefusal> commands() {
        return new CommandHandler<>(new PaymentAggregate(), ClientWork::execute);
    }
}
