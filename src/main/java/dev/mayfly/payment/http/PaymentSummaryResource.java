package dev.mayfly.payment.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.Reply;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.Fields;
import dev.mayfly.payment.PaymentSummary;
import dev.mayfly.payment.PaymentSummaryProjection;
import dev.mayfly.projection.Snapshot;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.http.JavaStates;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Answers with the read model of payments. */
@Path("/payments")
@Singleton
@NonBlocking
@Tag(name = "Payments")
public class PaymentSummaryResource {
    private static final String STORE = StoreLookup.PARAMETER;
    private static final Set<String> PARAMETERS = Set.of(STORE, "asOf", "minPosition", "timeout");

    /** The most organisations whose totals are written at once, on the event loop; each has some currencies. */
    private static final int AT_ONCE_ORGANIZATIONS = 100;

    private final StoreLookup stores;
    private final JavaStates states;
    private final Projection<PaymentSummary> projection = new PaymentSummaryProjection();

    /** Makes the resource. */
    public PaymentSummaryResource(StoreLookup stores, JavaStates states) {
        this.stores = stores;
        this.states = states;
    }

    /** Answers with what all payments add up to. */
    @GET
    @Path("/summary")
    @Operation(
            operationId = "paymentSummary",
            summary = "Sum up all payments",
            description =
                    "What was paid and given back in each currency, in all and by organisation (`unknown` where an"
                            + " event names none). It is kept by a projection that follows the log a moment behind it:"
                            + " `minPosition` waits until it has seen a position, such as that of one's own command.")
    @Extension(name = SharedParameters.NAMES, value = "asOf minPosition timeout storeOfPayments")
    @APIResponse(
            responseCode = "200",
            description = "The summary.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "PaymentSummary")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found throttled unavailable")
    @Produces(MediaTypes.JSON)
    public Uni<Reply> summary(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        EventStore store = stores.ofParameter(fields.text(STORE), http);
        return states.read(
                http, store, point, PaymentSummaryProjection.NAME, projection, summary -> reply(summary, format));
    }

    private static Reply reply(Snapshot<PaymentSummary> summary, Format format) {
        boolean small = summary.state().byOrganization().size() <= AT_ONCE_ORGANIZATIONS;
        return new Reply(
                new PaymentSummaryText(summary.position(), summary.state()),
                format.mediaType(),
                small ? Reply.AT_ONCE_BYTES : Long.MAX_VALUE);
    }
}
