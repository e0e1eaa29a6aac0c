package dev.mayfly.payment.http;

import dev.mayfly.command.CommandHandler;
import dev.mayfly.command.http.CommandRequests;
import dev.mayfly.command.http.CommandRoute;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
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
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Takes the commands of payments. */
@Path("/payments")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
@Tag(name = "Payments", description = "The domain that ships: payments, processed and refunded with exact money.")
public class PaymentCommandResource {
    private static final String ID = "The payment's id, percent-encoded; not `events`, `statistics` or `summary`.";
    private static final String PARAMETERS = "storeOfPayments Idempotency-Key X-Correlation-Id X-Causation-Id"
            + " X-Organization-Id X-User-Id If-Match If-None-Match traceparent";

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
    @Operation(
            operationId = "processPayment",
            summary = "Process a payment",
            description =
                    "Appends `PaymentProcessed`. A payment is processed once. An aggregate of another type, or one whose"
                            + " events, appended past these rules, do not make a payment, is `invalid-request` on `paymentId`.")
    @Extension(name = SharedParameters.NAMES, value = PARAMETERS)
    @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
            required = true,
            description = "How much is paid.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "ProcessPayment")))
    @APIResponse(
            responseCode = "201",
            description =
                    "The payment is processed. A request that is repeated with its Idempotency-Key gets the first answer.",
            headers = {
                @Header(name = "ETag", ref = "NewPaymentTag"),
                @Header(name = "Location", ref = "NewEvent"),
                @Header(name = "Idempotent-Replayed", ref = "FirstAnswerAgain")
            },
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "AggregateAppendAnswer")))
    @Extension(
            name = ApiDescription.PROBLEMS,
            value = "not-found payment-already-processed:409 version-conflict version-conflict:412"
                    + " idempotency-key-reused store-full")
    public CompletionStage<Response> process(
            @Parameter(description = ID, example = "payment-123") @RestPath String paymentId,
            @Context RoutingContext context) {
        return requests.carryOut(route, PaymentId.require(paymentId), PaymentCommandReader::process, context);
    }

    /** Refunds a payment, wholly or in part. */
    @POST
    @Path("/{paymentId}/refund")
    @Operation(
            operationId = "refundPayment",
            summary = "Refund a payment, wholly or in part",
            description =
                    "Appends `PaymentRefunded`, in the payment's currency. All refunds together are at most the payment.")
    @Extension(name = SharedParameters.NAMES, value = PARAMETERS)
    @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
            required = true,
            description = "How much is given back.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "RefundPayment")))
    @APIResponse(
            responseCode = "201",
            description =
                    "The refund is made. A request that is repeated with its Idempotency-Key gets the first answer.",
            headers = {
                @Header(name = "ETag", ref = "NewPaymentTag"),
                @Header(name = "Location", ref = "NewEvent"),
                @Header(name = "Idempotent-Replayed", ref = "FirstAnswerAgain")
            },
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "AggregateAppendAnswer")))
    @Extension(
            name = ApiDescription.PROBLEMS,
            value = "not-found refund-exceeds-payment:409 version-conflict version-conflict:412"
                    + " idempotency-key-reused store-full")
    public CompletionStage<Response> refund(
            @Parameter(description = ID, example = "payment-123") @RestPath String paymentId,
            @Context RoutingContext context) {
        return requests.carryOut(route, PaymentId.require(paymentId), PaymentCommandReader::refund, context);
    }
}
