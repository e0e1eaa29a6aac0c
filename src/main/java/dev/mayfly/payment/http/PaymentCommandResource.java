package dev.mayfly.payment.http;

import dev.mayfly.append.http.AppendAnswers;
import dev.mayfly.command.CommandContext;
import dev.mayfly.command.CommandHandler;
import dev.mayfly.command.CommandResult;
import dev.mayfly.command.IdempotencyKey;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.append.AppendResult.Appended;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestBody;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;

/** Takes the commands of payments. */
@Path("/payments")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
public class PaymentCommandResource {
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
    public CompletionStage<Answer> process(@RestPath String paymentId, @Context RoutingContext context) {
        return handle(paymentId, context, PaymentCommandReader::process);
    }

    /** Refunds a payment, wholly or in part. */
    @POST
    @Path("/{paymentId}/refund")
    public CompletionStage<Answer> refund(@RestPath String paymentId, @Context RoutingContext context) {
        return handle(paymentId, context, PaymentCommandReader::refund);
    }

    private CompletionStage<Answer> handle(
            String paymentId, RoutingContext context, Function<RequestBody, PaymentCommand> reader) {
        HttpServerRequest request = context.request();
        PaymentId.require(paymentId);
        String name =
                QueryParameters.of(request.query(), Set.of("store"), Set.of()).text("store");
        EventStore store = stores.store(name == null ? Stores.DEFAULT : name, context);
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

    private static Answer answer(
            EventStore store, String incarnation, CommandResult<PaymentRefusal> result, ExpectedVersion expected) {
        if (result instanceof CommandResult.Done<PaymentRefusal> done) {
            Appended now = done.appended();
            // A repeated command gets the first answer, so also its status.
            Appended first =
                    new Appended(now.firstPosition(), now.lastPosition(), now.firstVersion(), now.lastVersion(), false);
            Answer answer = AppendAnswers.toAggregate(store.name(), incarnation, done.aggregateId(), first);
            return now.replayed() ? answer.with("Idempotent-Replayed", "true") : answer;
        }
        boolean expectedByHeader = !(expected instanceof ExpectedVersion.Any);
        throw PaymentProblems.problem(result, expectedByHeader).exception();
    }
}
