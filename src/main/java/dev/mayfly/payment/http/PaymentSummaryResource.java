package dev.mayfly.payment.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
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

/** Answers with the summary of payments, their read model. */
@Path("/payments")
@Singleton
@NonBlocking
public class PaymentSummaryResource {
    private static final String STORE = StoreLookup.PARAMETER;
    private static final Set<String> PARAMETERS = Set.of(STORE, "asOf", "minPosition", "timeout");

    /** The most organisations whose totals are written at once, on the event loop; each has a few currencies. */
    private static final int AT_ONCE_ORGANIZATIONS = 100;

    private final StoreLookup stores;
    private final JavaStates states;
    private final Projection<PaymentSummary> projection = new PaymentSummaryProjection();

    /** Makes the resource. */
    public PaymentSummaryResource(StoreLookup stores, JavaStates states) {
        this.stores = stores;
        this.states = states;
    }

    /** Answers with the totals of all payments. */
    @GET
    @Path("/summary")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> summary(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        EventStore store = stores.ofParameter(fields.text(STORE), http);
        return states.read(
                http, store, point, PaymentSummaryProjection.NAME, projection, summary -> reply(summary, format));
    }

    private static Answer reply(Snapshot<PaymentSummary> summary, Format format) {
        boolean small = summary.state().byOrganization().size() <= AT_ONCE_ORGANIZATIONS;
        return Answer.text(
                new PaymentSummaryText(summary.position(), summary.state()),
                format,
                small ? Answer.AT_ONCE_BYTES : Long.MAX_VALUE);
    }
}
