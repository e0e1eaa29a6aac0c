package dev.mayfly.store.http;

import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreName;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.input.QueryParameters;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
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

/** Creates and deletes stores. */
@Tag(name = "Stores", description = "Make stores that live as long as they are used, and rule their time.")
@Path("/stores/{store}")
public class StoreCommandResource {
    private final Stores stores;
    private final StoreRequests requests;

    /** Makes the resource. */
    public StoreCommandResource(Stores stores, StoreRequests requests) {
        this.stores = stores;
        this.requests = requests;
    }

    /** Creates a store, unless it exists. */
    @PUT
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "createStore",
            summary = "Make a store",
            description =
                    "Makes an empty store, isolated from all others. With a `ttl` it goes, with everything of it, when so much"
                            + " time has passed without a request to it; requests in flight and subscriptions are uses. A"
                            + " second call with the same body changes nothing; without one it makes a store as stores are by"
                            + " default. A name has 1 to 63 of `a-z`, `0-9` and `-`, and does not begin with `-`.")
    @RequestBody(
            description = "What the store is like; all of it may be left out.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "StoreSettings")))
    @APIResponse(
            responseCode = "201",
            description = "There is a new store.",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the store is.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Store")))
    @APIResponse(
            responseCode = "200",
            description = "There was such a store already, made with the same settings.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Store")))
    @Extension(name = ApiDescription.PROBLEMS, value = "store-exists limit-reached")
    public Uni<Response> create(@PathParam("store") String name, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        StoreName.require("store", name);
        QueryParameters.none(http.request().query());
        return requests.optionalBody(http, StoreSettingsReader::read)
                .map(settings -> answer(name, stores.create(name, settings)));
    }

    /** Deletes a store and all its data. */
    @DELETE
    @NonBlocking
    @Operation(
            operationId = "deleteStore",
            summary = "Delete a store",
            description =
                    "Deletes a store with everything of it: events, projections, snapshots. Its subscriptions are told `goodbye`"
                            + " and ended, and requests that wait for it are answered as `not-found`. `default` cannot be"
                            + " deleted.")
    @APIResponse(responseCode = "204", description = "There is no such store any more.")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found store-protected")
    public Response delete(@PathParam("store") String name, @Context RoutingContext http) {
        QueryParameters.none(http.request().query());
        return switch (stores.delete(name)) {
            case DELETED -> Response.noContent().build();
            case UNKNOWN ->
                throw Problem.notFound("There is no store '" + name + "'.").exception();
            case PROTECTED ->
                throw Problem.of(
                                ProblemType.STORE_PROTECTED,
                                "Store '" + name + "' cannot be deleted. Reset it to empty it.")
                        .exception();
        };
    }

    /** Returns the answer to making a store. */
    static Response answer(String name, StoreCreation creation) {
        if (creation instanceof StoreCreation.Created created) {
            return Response.fromResponse(StoreResource.answer(201, created.store()))
                    .header(HttpHeaders.LOCATION.toString(), "/stores/" + name)
                    .build();
        }
        if (creation instanceof StoreCreation.Same same) {
            return StoreResource.answer(200, same.store());
        }
        if (creation instanceof StoreCreation.TooMany tooMany) {
            throw StoreLookup.tooMany(tooMany).exception();
        }
        throw Problem.of(
                        ProblemType.STORE_EXISTS,
                        "Store '" + name + "' already exists with different settings. Choose another name.")
                .exception();
    }
}
