package dev.mayfly.search.http;

import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.Fields;
import dev.mayfly.input.QueryParameters;
import io.smallrye.mutiny.Uni;
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
    private final Searches searches;
    private final RequestBodies bodies;
    private final RequestLimits limits;

    /** Makes the resource. */
    public SearchResource(StoreLookup stores, Searches searches, RequestBodies bodies, RequestLimits limits) {
        this.stores = stores;
        this.searches = searches;
        this.bodies = bodies;
        this.limits = limits;
    }

    /** Answers with the events that meet the criteria in the query string. */
    @GET
    @Path("events")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENTS})
    public Uni<Answer> search(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        EventStore store = stores.budgeted(name, http);
        Fields fields = Fields.ofQuery(http.request().query(), SearchRequest.PARAMETERS, CriteriaReader.REPEATABLE);
        return searches.answer(http, http.request().path() + "?", store, SearchRequest.of(fields), format);
    }

    /** Answers with the events that meet the criteria in the body. */
    @POST
    @Path("search")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENTS})
    public Uni<Answer> searchByBody(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        EventStore store = stores.budgeted(name, http);
        QueryParameters.none(http.request().query());
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
        String path = http.request().path();
        String target = path.substring(0, path.lastIndexOf('/')) + "/events?";
        return EventLoop.current()
                .uni(bodies.read(
                        http,
                        body -> CompletableFuture.completedFuture(
                                SearchBody.read(body.bytes(), body.length(), limits.criteria()))))
                .flatMap(request -> searches.answer(http, target, store, request, format));
    }
}
