package dev.mayfly.payment.http;

import dev.mayfly.append.http.AppendAnswer;
import dev.mayfly.command.CommandContext;
import dev.mayfly.command.CommandHandler;
import dev.mayfly.command.CommandResult;
import dev.mayfly.command.IdempotencyKey;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.payment.Payment;
import dev.mayfly.payment.PaymentCommand;
import dev.mayfly.payment.PaymentRefusal;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
    private static final Set<String> PARAMETERS_OF_QUERY = Set.of(StoreLookup.PARAMETER);
    private static final List<String> MEDIA_TYPES = List.of(MediaTypes.JSON);

    private final StoreLookup stores;
    private final RequestBodies bodies;
    private final CommandHandler<Payment, PaymentCommand, PaymentRefusal> payments;

    /** Makes the resource. */
    public PaymentCommandResource(
            StoreLookup stores,
            RequestBodies bodies,
            CommandHandler<Payment, PaymentCommand, PaymentRefusal> payments) {
        this.stores = stores;
        this.bodies = bodies;
        this.payments = payments;
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
        return handle(paymentId, context, PaymentCommandReader::process);
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
        return handle(paymentId, context, PaymentCommandReader::refund);
    }

    private CompletionStage<Response> handle(
            String paymentId, RoutingContext context, Function<RequestBody, PaymentCommand> reader) {
        HttpServerRequest request = context.request();
        PaymentId.require(paymentId);
        String name = QueryParameters.of(request.query(), PARAMETERS_OF_QUERY, Set.of())
                .text(StoreLookup.PARAMETER);
        EventStore store = stores.ofParameter(name, context);
        MediaTypes.require(request.getHeader(HttpHeaders.CONTENT_TYPE), MEDIA_TYPES);
        CommandContext headers = CommandHeaders.context(request.headers());
        String key = CommandHeaders.identifier(request.headers(), CommandHeaders.IDEMPOTENCY_KEY);
        return bodies.read(context, body -> {
            PaymentCommand command = reader.apply(body);
            CommandContext keyed = key == null ? headers : headers.withKey(key(key, paymentId, command));
            String incarnation = store.incarnation();
            return payments.handle(store, paymentId, command, keyed)
                    .thenApply(result -> answer(store, incarnation, result, headers.expected()));
        });
    }

    private static IdempotencyKey key(String key, String paymentId, PaymentCommand command) {
        String operation = "POST /payments/" + paymentId + "/" + command.name();
        return IdempotencyKey.of(CommandHeaders.IDEMPOTENCY_KEY, key, operation, command.meaning());
    }

    private static Response answer(
            EventStore store, String incarnation, CommandResult<PaymentRefusal> result, ExpectedVersion expected) {
        if (result instanceof CommandResult.Done<PaymentRefusal> done) {
            Appended now = done.appended();
            // A repeated command gets the first answer, so also its status.
            Appended first =
                    new Appended(now.firstPosition(), now.lastPosition(), now.firstVersion(), now.lastVersion(), false);
            Response answer = AppendAnswer.toAggregate(store.name(), incarnation, done.aggregateId(), first)
                    .response();
            return now.replayed()
                    ? Response.fromResponse(answer)
                            .header("Idempotent-Replayed", "true")
                            .build()
                    : answer;
        }
        boolean expectedByHeader = !(expected instanceof ExpectedVersion.Any);
        throw PaymentProblems.problem(result, expectedByHeader).exception();
    }
}
