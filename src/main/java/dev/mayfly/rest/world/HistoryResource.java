package dev.mayfly.rest.world;

import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.rest.MediaTypes;
import dev.mayfly.rest.QueryParameters;
import dev.mayfly.rest.RequestBodies;
import dev.mayfly.rest.StoreLookup;
import dev.mayfly.rest.openapi.ApiDescription;
import dev.mayfly.rest.query.EventReads;
import dev.mayfly.rest.query.Format;
import dev.mayfly.world.World;
import dev.mayfly.world.Worlds;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Forks and resets stores. */
@Tag(name = "Worlds")
@Path("/stores/{store}")
public class HistoryResource {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);

    private final Worlds worlds;
    private final StoreLookup stores;
    private final RequestBodies bodies;

    /** Makes the resource. */
    public HistoryResource(Worlds worlds, StoreLookup stores, RequestBodies bodies) {
        this.worlds = worlds;
        this.stores = stores;
        this.bodies = bodies;
    }

    /** Makes a store that begins with the events of another. */
    @POST
    @Path("forks")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "forkStore",
            summary = "Fork a store",
            description =
                    "Makes a store that begins with this one's events, all or those as of a position or time, with the same"
                            + " positions, ids and times. It takes no longer however many there are. From then on both go"
                            + " their own ways; deleting one does not touch the other. The projections that are declared here"
                            + " are declared there too. The fork's clock reads what this store's reads, unless the body says"
                            + " otherwise; it has no snapshots.")
    @RequestBody(
            required = true,
            description = "The fork.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "StoreFork")))
    @APIResponse(
            responseCode = "201",
            description = "There is a new store.",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the store is.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Store")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found store-exists throttled")
    public Uni<Response> fork(@PathParam("store") String name, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        World parent = stores.world(name, http);
        QueryParameters.none(http.request().query());
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
        return Uni.createFrom()
                .completionStage(bodies.read(http, body -> CompletableFuture.completedFuture(ForkReader.read(body))))
                .flatMap(fork -> EventReads.onWorker(http, () -> {
                    LogImage image = Images.of(parent, fork.asOf());
                    StoreCreation creation = worlds.fork(parent, image, fork.name(), fork.settings(), fork.ownClock());
                    return WorldResource.answer(fork.name(), creation);
                }));
    }

    /** Empties a store. */
    @POST
    @Path("reset")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "resetStore",
            summary = "Empty a store",
            description =
                    "Begins a new, empty history. Subscriptions and declared projections live on and begin anew, subscribers are"
                            + " told `reset`; cursors of the old history are refused. The clock and the snapshots stay.")
    @APIResponse(responseCode = "204", description = "The store is empty.")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Uni<Response> reset(@PathParam("store") String name, @Context RoutingContext http) {
        World world = stores.world(name, http);
        QueryParameters.none(http.request().query());
        return EventReads.onWorker(http, () -> {
            world.reset();
            return Response.noContent().build();
        });
    }
}
