package dev.mayfly.rest.query;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.query.Listing;
import dev.mayfly.rest.MediaTypes;
import dev.mayfly.rest.QueryParameters;
import dev.mayfly.rest.RequestBodies;
import dev.mayfly.rest.StoreLookup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Searches events. */
@Path("/stores/{store}")
public class SearchResource {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);

    private final StoreLookup stores;
    private final EventReads reads;
    private final RequestBodies bodies;

    /** Makes the resource. */
    public SearchResource(StoreLookup stores, EventReads reads, RequestBodies bodies) {
        this.stores = stores;
        this.reads = reads;
        this.bodies = bodies;
    }

    /** Answers with the events that meet the criteria in the query string. */
    @GET
    @Path("events")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON})
    public Uni<Reply> search(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON);
        EventStore store = stores.store(name);
        Fields fields = Fields.ofQuery(http.request().query(), SearchReader.SINGLE, SearchReader.REPEATABLE);
        return answer(http, http.request().path() + "?", store, SearchReader.read(fields), format);
    }

    /** Answers with the events that meet the criteria in the body. */
    @POST
    @Path("search")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON})
    public Uni<Reply> searchByBody(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON);
        EventStore store = stores.store(name);
        QueryParameters.none(http.request().query());
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
        String path = http.request().path();
        String target = path.substring(0, path.lastIndexOf('/')) + "/events?";
        io.vertx.core.Context context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(bodies.read(
                        http, body -> CompletableFuture.completedFuture(SearchBody.read(body.bytes(), body.length()))))
                .emitOn(command -> context.runOnContext(unused -> command.run()))
                .flatMap(request -> answer(http, target, store, request, format));
    }

    private Uni<Reply> answer(
            RoutingContext http, String target, EventStore store, ListRequest<Listing.Search> request, Format format) {
        return request.point()
                .read(store, ready -> reads.search(http, target, request.walk(ready), request.listing(), format));
    }
}
