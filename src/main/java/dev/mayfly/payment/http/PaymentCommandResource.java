package dev.mayfly.payment.http;

import dev.mayfly.command.CommandHandler;
import dev.mayfly.command.http.CommandRequests;
import dev.mayfly.command.http.CommandRoute;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.payment.Payment;
import dev.mayfly.payment.PaymentCommand;
import dev.mayfly.payment.PaymentRefusal;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;

/** Accepts the commands to payments. */
@Path("/payments")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
public class PaymentCommandResource {
    private final CommandRequests requests;
    private final CommandRoute<PaymentCommand, PaymentRefusal> route;

    /** Makes the resource. */
    public PaymentCommandResource(
            CommandRequests requests, CommandHandler<Payment, PaymentCommand, PaymentRefusal> payments) {
        this.requests = requests;
        this.route = new CommandRoute<>(
                PaymentDomain.ROOT,
                PaymentId.FIELD,
                payments,
                PaymentCommand::name,
                PaymentCommand::meaning,
                PaymentProblems::problem);
    }

    /** Processes a payment. */
    @POST
    @Path("/{paymentId}/process")
    public CompletionStage<Answer> process(@RestPath String paymentId, @Context RoutingContext context) {
        return requests.carryOut(route, PaymentId.require(paymentId), PaymentCommandReader::process, context);
    }

    /** Refunds a payment, in part or in full. */
    @POST
    @Path("/{paymentId}/refund")
    public CompletionStage<Answer> refund(@RestPath String paymentId, @Context RoutingContext context) {
        return requests.carryOut(route, PaymentId.require(paymentId), PaymentCommandReader::refund, context);
    }
}
