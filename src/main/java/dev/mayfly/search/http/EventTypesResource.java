package dev.mayfly.search.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.route.Workers;
import dev.mayfly.input.Fields;
import dev.mayfly.search.EventTypeText;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
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

/** Lists the event types of a store. */
@Tag(name = "Read", description = "Read events, aggregates and stores.")
@Path("/stores/{store}")
public class EventTypesResource {
    /** The most events whose types are counted on the event loop, about a nanosecond each. */
    private static final long AT_ONCE_EVENTS = 50_000;

    private final StoreLookup stores;

    /** Makes the resource. */
    public EventTypesResource(StoreLookup stores) {
        this.stores = stores;
    }

    /** Answers with all event types, in the order of their first events. */
    @GET
    @Path("event-types")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "listEventTypes",
            summary = "List the event types",
            description =
                    "The types that events have, in the order of their first events, with how many there are of each.")
    @Extension(name = SharedParameters.NAMES, value = "asOf minPosition timeout")
    @APIResponse(
            responseCode = "200",
            description = "The event types.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "EventTypeList")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found unavailable")
    public Uni<Answer> eventTypes(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        ReadPoint point = ReadPoint.of(Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of()));
        return point.read(stores.store(name, http), store -> {
            LogPrefix log = point.log(store, http);
            if (log.position() <= AT_ONCE_EVENTS) {
                return Uni.createFrom().item(reply(log, format));
            }
            return Workers.compute(http, () -> reply(log, format));
        });
    }

    private static Answer reply(LogPrefix log, Format format) {
        JsonBuffer text = EventTypeText.write(log.eventTypes());
        return Answer.written(text, format);
    }
}
