package dev.mayfly.search.http;

import dev.mayfly.event.Identifier;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.CloudEventAnswers;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.Fields;
import dev.mayfly.input.PercentEncoding;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Answers with one event. */
@Tag(name = "Read", description = "Read events, aggregates and stores.")
@Path("/stores/{store}")
public class EventResource {
    private final StoreLookup stores;
    private final CloudEventAnswers replies;

    /** Makes the resource. */
    public EventResource(StoreLookup stores, CloudEventAnswers replies) {
        this.stores = stores;
        this.replies = replies;
    }

    /** Answers with the event that has an id. */
    @GET
    @Path("events/{eventId}")
    @Produces({MediaTypes.JSON, MediaTypes.CLOUD_EVENT})
    @Operation(
            operationId = "readEvent",
            summary = "Read one event",
            description = "The event with an id, in the store's own form or as a CloudEvent.")
    @Extension(name = SharedParameters.NAMES, value = "asOf minPosition timeout")
    @APIResponse(
            responseCode = "200",
            description = "The event.",
            content = {
                @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Event")),
                @Content(mediaType = MediaTypes.CLOUD_EVENT, schema = @Schema(ref = "CloudEvent"))
            })
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found unavailable")
    public Uni<Answer> event(
            @PathParam("store") String name,
            @Encoded @PathParam("eventId") String encodedId,
            @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.CLOUD_EVENT);
        String eventId = Identifier.require("eventId", PercentEncoding.decode("eventId", encodedId));
        ReadPoint point = ReadPoint.of(Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of()));
        return point.read(stores.store(name, http), store -> {
            LogPrefix log = point.log(store, http);
            long position = log.positionOf(eventId);
            if (position == 0) {
                throw Problem.notFound("There is no event '" + eventId + "'.").exception();
            }
            return Uni.createFrom().item(replies.single(log, position, format));
        });
    }
}
