package dev.mayfly.store.http;

import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.route.Workers;
import dev.mayfly.http.work.LongWork;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
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
@Tag(name = "Stores")
@Path("/stores/{store}")
public class StoreHistoryResource {
    private final Catalogue catalogue;
    private final StoreRequests requests;
    private final LongWork work;

    /** Makes the resource. */
    public StoreHistoryResource(Catalogue catalogue, StoreRequests requests, LongWork work) {
        this.catalogue = catalogue;
        this.requests = requests;
        this.work = work;
    }

    /** Creates a store that starts with the events of another. */
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
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found store-exists limit-reached")
    public Uni<Response> fork(@PathParam("store") String name, @Context RoutingContext http) {
        Store parent = Store.of(requests.store(name, http));
        return requests.body(http, ForkReader::read)
                .flatMap(fork -> Workers.compute(http, () -> {
                    LogImage image = Images.of(parent, fork.asOf());
                    StoreCreation creation =
                            catalogue.fork(parent, image, fork.name(), fork.settings(), fork.ownClock());
                    return StoreCommandResource.answer(fork.name(), creation);
                }));
    }

    /** Empties a store. */
    @POST
    @Path("reset")
    @Operation(
            operationId = "resetStore",
            summary = "Empty a store",
            description =
                    "Begins a new, empty history. Subscriptions and declared projections live on and begin anew, subscribers are"
                            + " told `reset`; cursors of the old history are refused. The clock and the snapshots stay. Operations"
                            + " on the store are cancelled.")
    @APIResponse(responseCode = "204", description = "The store is empty.")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Uni<Response> reset(@PathParam("store") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.target(name, http));
        return work.replace(http, store, () -> {
            store.reset();
            return Response.noContent().build();
        });
    }
}
