package dev.mayfly.subscription.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.live.Framing;
import dev.mayfly.http.live.LiveConnections;
import dev.mayfly.http.live.LiveReply;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.route.Observer;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Follows a store: its history, and then its new events. */
@Tag(name = "Follow", description = "Follow what is appended, live.")
@Path("/stores/{store}")
public class SubscriptionResource {
    private static final FaultInjection NO_FAULTS = new FaultInjection(false);

    private final StoreLookup stores;
    private final Subscriptions subscriptions;
    private final LiveConnections connections;
    private final FaultInjection injection;

    /** Makes the resource. */
    public SubscriptionResource(
            StoreLookup stores, Subscriptions subscriptions, LiveConnections connections, FaultInjection injection) {
        this.stores = stores;
        this.subscriptions = subscriptions;
        this.connections = connections;
        this.injection = injection;
    }

    /** Answers with the events that match the criteria, and continues with new ones. */
    @GET
    @Path("subscription")
    @Produces({MediaTypes.EVENT_STREAM, MediaTypes.NDJSON})
    @Operation(
            operationId = "subscribe",
            summary = "Subscribe to events",
            description =
                    "The events that meet all criteria that are given, by position: first those that are there, then"
                            + " those that are appended, as they are, without a gap and without repetition, until the client or the"
                            + " server ends it. As server-sent events, an event has an `id` and `data` and no `event`; `caught-up`"
                            + " says that what follows is new, `reset` that the store's history is another one and is sent from its"
                            + " beginning, `goodbye` that the server stops. A heartbeat is a block of an `id` alone. As NDJSON, a"
                            + " line is `{\"event\": {…}}`, `{\"caughtUp\": {…}}`, `{\"reset\": {…}}`, `{\"heartbeat\": {…}}` or"
                            + " `{\"goodbye\": {…}}`. Whoever reads slowly is neither skipped ahead nor costs more than a buffer."
                            + " One who begins behind a position that is not there yet waits for it, and is sent what follows it.")
    @Extension(
            name = SharedParameters.NAMES,
            value = "eventType aggregateType aggregateId correlationId causationId organizationId userId tag from to"
                    + " until text query subscribeAfter incarnation lastEventId")
    @APIResponse(
            responseCode = "200",
            description = "The events, without an end.",
            content = {
                @Content(mediaType = MediaTypes.EVENT_STREAM, schema = @Schema(ref = "EventStream")),
                @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "SubscriptionLine"))
            })
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found throttled")
    public Uni<LiveReply> subscribe(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.EVENT_STREAM, Format.NDJSON);
        EventStore store = stores.store(name, http);
        SubscriptionRequest wanted = SubscriptionRequest.of(http.request(), store);
        FaultInjection faults = Observer.is(http.request()) ? NO_FAULTS : injection;
        Answers.position(http, store.prefix().position());
        Framing framing = format == Format.NDJSON ? Framing.NDJSON : Framing.EVENT_STREAM;
        return Uni.createFrom()
                .item(connections.reply(
                        http,
                        framing,
                        connection -> new EventStream(
                                store,
                                wanted,
                                subscriptions,
                                connections,
                                connection,
                                Infrastructure.getDefaultWorkerPool(),
                                faults)));
    }
}
