package dev.mayfly.search.http;

import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Searches events. */
@Tag(name = "Read", description = "Read events, aggregates and stores.")
@Path("/stores/{store}")
public class SearchResource {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);

    private final StoreLookup stores;
    private final Searches searches;
    private final RequestBodies bodies;

    /** Makes the resource. */
    public SearchResource(StoreLookup stores, Searches searches, RequestBodies bodies) {
        this.stores = stores;
        this.searches = searches;
        this.bodies = bodies;
    }

    /** Answers with the events that meet the criteria in the query string. */
    @GET
    @Path("events")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENTS})
    @Operation(
            operationId = "searchEvents",
            summary = "Search events",
            description =
                    "The events that meet all criteria that are given: a page as JSON or as CloudEvents, or all of them as NDJSON, one event a line. Criteria"
                            + " that can be given several times mean any of their values, `tag` all of them.")
    @Extension(
            name = SharedParameters.NAMES,
            value = "eventType aggregateType aggregateId correlationId causationId organizationId userId tag from to"
                    + " after until text query sort order limit cursor asOf minPosition timeout minCount wait knownTag")
    @APIResponse(
            responseCode = "200",
            description = "The events.",
            headers = {@Header(name = "ETag", ref = "AnswerTag"), @Header(name = "Link", ref = "NextPage")},
            content = {
                @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "EventPage")),
                @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "Event")),
                @Content(mediaType = MediaTypes.CLOUD_EVENTS, schema = @Schema(ref = "CloudEvents"))
            })
    @APIResponse(responseCode = "304", ref = "NotModified")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found unavailable throttled")
    public Uni<Answer> search(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        EventStore store = stores.store(name, http);
        Fields fields = Fields.ofQuery(http.request().query(), SearchRequest.PARAMETERS, CriteriaReader.REPEATABLE);
        return searches.answer(http, http.request().path() + "?", store, SearchRequest.of(fields), format);
    }

    /** Answers with the events that meet the criteria in the body. */
    @POST
    @Path("search")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENTS})
    @Operation(
            operationId = "searchEventsByBody",
            summary = "Search events with criteria in a body",
            description = "The same search for criteria that are too long for a URL.")
    @RequestBody(
            required = true,
            description = "The criteria.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "SearchRequest")))
    @APIResponse(
            responseCode = "200",
            description = "The events.",
            headers = {@Header(name = "Link", ref = "NextPage")},
            content = {
                @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "EventPage")),
                @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "Event")),
                @Content(mediaType = MediaTypes.CLOUD_EVENTS, schema = @Schema(ref = "CloudEvents"))
            })
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found unavailable throttled")
    public Uni<Answer> searchByBody(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        EventStore store = stores.store(name, http);
        QueryParameters.none(http.request().query());
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
        String path = http.request().path();
        String target = path.substring(0, path.lastIndexOf('/')) + "/events?";
        return EventLoop.current()
                .uni(bodies.read(
                        http, body -> CompletableFuture.completedFuture(SearchBody.read(body.bytes(), body.length()))))
                .flatMap(request -> searches.answer(http, target, store, request, format));
    }
}
