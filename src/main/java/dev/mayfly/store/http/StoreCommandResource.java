package dev.mayfly.store.http;

import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreName;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
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

/** The resource that creates and deletes stores. */
@Path("/stores/{store}")
public class StoreCommandResource {
    private final Stores stores;
    private final StoreRequests requests;

    /** Makes the resource. */
    public StoreCommandResource(Stores stores, StoreRequests requests) {
        this.stores = stores;
        this.requests = requests;
    }

    /** Creates a store, unless it already exists. */
    @PUT
    @Produces(MediaTypes.JSON)
    public Uni<Answer> create(@PathParam("store") String name, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        StoreName.require("store", name);
        QueryParameters.none(http.request().query());
        return requests.optionalBody(http, StoreSettingsReader::read)
                .map(settings -> answer(name, stores.create(name, settings), http));
    }

    /** Deletes a store and all its data. */
    @DELETE
    @NonBlocking
    public Answer delete(@PathParam("store") String name, @Context RoutingContext http) {
        QueryParameters.none(http.request().query());
        return switch (stores.delete(name)) {
            case DELETED -> Answer.noContent();
            case UNKNOWN ->
                throw Problem.notFound("There is no store '" + name + "'.").exception();
            case PROTECTED ->
                throw Problem.of(
                                ProblemType.STORE_PROTECTED,
                                "Store '" + name + "' cannot be deleted. Reset it to empty it.")
                        .exception();
        };
    }

    /** Returns the answer to creating a store. */
    static Answer answer(String name, StoreCreation creation, RoutingContext http) {
        if (creation instanceof StoreCreation.Created created) {
            return StoreResource.answer(201, created.store(), http).with(HttpHeaders.LOCATION, "/stores/" + name);
        }
        if (creation instanceof StoreCreation.Same same) {
            return StoreResource.answer(200, same.store(), http);
        }
        Problem refusal = StoreLookup.refusal(creation);
        if (refusal != null) {
            throw refusal.exception();
        }
        throw Problem.of(
                        ProblemType.STORE_EXISTS,
                        "Store '" + name + "' already exists with different settings. Choose another name.")
                .exception();
    }
}
