package dev.mayfly.payment.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.read.WaitingRequests;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.route.Workers;
import dev.mayfly.input.Fields;
import dev.mayfly.payment.PaymentSummary;
import dev.mayfly.payment.PaymentSummaryProjection;
import dev.mayfly.projection.ProjectionRunner;
import dev.mayfly.projection.Replay;
import dev.mayfly.projection.Snapshot;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.projection.fold.Projection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Set;

/** Answers with the read model of payments. */
@Path("/payments")
@Singleton
@NonBlocking
public class PaymentSummaryResource {
    private static final String STORE = "store";
    private static final Set<String> PARAMETERS = Set.of(STORE, "asOf", "minPosition", "timeout");

    /** The most organisations whose totals are written at once, on the event loop; each has some currencies. */
    private static final int AT_ONCE_ORGANIZATIONS = 100;

    private final StoreLookup stores;
    private final StoreProjections projections;
    private final WaitingRequests places;
    private final Projection<PaymentSummary> projection = new PaymentSummaryProjection();

    /** Makes the resource. */
    public PaymentSummaryResource(StoreLookup stores, StoreProjections projections, WaitingRequests places) {
        this.stores = stores;
        this.projections = projections;
        this.places = places;
    }

    /** Answers with what all payments add up to. */
    @GET
    @Path("/summary")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> summary(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        String name = fields.text(STORE);
        EventStore store = stores.store(name == null ? Stores.DEFAULT : name, http);
        if (point.asOf() != null) {
            return point.read(store, ready -> {
                LogPrefix log = point.log(ready, http);
                return Workers.compute(http, () -> Replay.of(projection, log).state())
                        .map(state -> reply(log.position(), state, format));
            });
        }
        ProjectionRunner<?> runner = projections
                .of(store)
                .find(PaymentSummaryProjection.NAME)
                .orElseThrow(() -> store.isDeleted()
                        ? new StoreDeletedException(store.name())
                        : new IllegalStateException("a store has no summary of payments"));
        return point.read(() -> runner.snapshot().position(), runner::reached, places, () -> {
                    Snapshot<?> snapshot = runner.snapshot();
                    Answer.position(http, snapshot.position());
                    return Uni.createFrom().item(reply(snapshot, format));
                })
                .onFailure(failure -> store.isDeleted())
                .transform(failure -> new StoreDeletedException(store.name()));
    }

    private static Answer reply(Snapshot<?> snapshot, Format format) {
        if (snapshot.state() instanceof PaymentSummary summary) {
            return reply(snapshot.position(), summary, format);
        }
        throw new IllegalStateException("another projection has the name of the summary of payments");
    }

    private static Answer reply(long position, PaymentSummary summary, Format format) {
        boolean small = summary.byOrganization().size() <= AT_ONCE_ORGANIZATIONS;
        return Answer.text(
                new PaymentSummaryText(position, summary), format, small ? Answer.AT_ONCE_BYTES : Long.MAX_VALUE);
    }
}
