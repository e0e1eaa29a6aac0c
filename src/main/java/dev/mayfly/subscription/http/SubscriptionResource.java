package dev.mayfly.subscription.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.live.Framing;
import dev.mayfly.http.live.LiveConnections;
import dev.mayfly.http.read.CriteriaMemory;
import dev.mayfly.http.route.Observer;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.concurrent.Executor;

/** The resource for subscriptions to a store: its history, and then its new events. */
@Path("/stores/{store}")
public class SubscriptionResource {
    private static final FaultInjection NO_FAULTS = new FaultInjection(false);

    private final StoreLookup stores;
    private final Subscriptions subscriptions;
    private final LiveConnections connections;
    private final FaultInjection injection;
    private final CriteriaMemory memory;

    /** Makes the resource. */
    public SubscriptionResource(
            StoreLookup stores,
            Subscriptions subscriptions,
            LiveConnections connections,
            FaultInjection injection,
            CriteriaMemory memory) {
        this.stores = stores;
        this.subscriptions = subscriptions;
        this.connections = connections;
        this.injection = injection;
        this.memory = memory;
    }

    /** Answers with the events that match the criteria, and continues with new ones. */
    @GET
    @Path("subscription")
    @Produces({MediaTypes.EVENT_STREAM, MediaTypes.NDJSON})
    public Uni<Answer> subscribe(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.EVENT_STREAM, Format.NDJSON);
        EventStore store = stores.store(name, http);
        SubscriptionRequest wanted = SubscriptionRequest.of(http.request(), store);
        memory.hold(http, wanted.criteria());
        Executor turns = ClientWork.turnsOf(http);
        FaultInjection faults = Observer.is(http.request()) ? NO_FAULTS : injection;
        Answer.position(http, store.prefix().position());
        Framing framing = format == Format.NDJSON ? Framing.NDJSON : Framing.EVENT_STREAM;
        return Uni.createFrom()
                .item(connections.answer(
                        http,
                        framing,
                        connection ->
                                new EventStream(store, wanted, subscriptions, connections, connection, turns, faults)));
    }
}
