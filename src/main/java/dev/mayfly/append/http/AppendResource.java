package dev.mayfly.append.http;

import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Appends events.
 *
 * <p>Most appends do not come here but by the {@link AppendLane}; what they mean is the same.
 */
@Path("/stores/{store}")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
@Tag(name = "Append", description = "Write events.")
public class AppendResource {
    private final AppendRequests appends;

    /** Makes the resource. */
    AppendResource(AppendRequests appends) {
        this.appends = appends;
    }

    /** Appends events to one aggregate. */
    @POST
    @Path("/aggregates/{aggregateId}/events")
    @Operation(
            operationId = "appendToAggregate",
            summary = "Append events to one aggregate",
            description =
                    "Appends one event, an array of events or, as NDJSON, one event a line: all or none. Sent again"
                            + " with the same event ids it stores nothing and gives the first answer.")
    @Extension(name = SharedParameters.NAMES, value = "If-Match If-None-Match traceparent")
    @RequestBody(
            required = true,
            description = "The events. They may be compressed (Content-Encoding: gzip).",
            content = {
                @Content(
                        mediaType = MediaTypes.JSON,
                        schema = @Schema(ref = "NewEvents"),
                        examples = {
                            @ExampleObject(
                                    name = "one event",
                                    value =
                                            "{\"eventType\":\"PaymentProcessed\",\"data\":{\"amount\":100.00,\"currency\":\"EUR\"}}"),
                            @ExampleObject(
                                    name = "an array",
                                    value =
                                            "[{\"eventType\":\"PaymentProcessed\"},{\"eventType\":\"PaymentRefunded\"}]")
                        }),
                @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "NewEvent"))
            })
    @APIResponse(
            responseCode = "201",
            description = "The events are stored.",
            headers = {
                @Header(name = "ETag", ref = "AggregateTag"),
                @Header(
                        name = "Location",
                        description = "Where the new events can be read.",
                        schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "AggregateAppendAnswer")))
    @APIResponse(
            responseCode = "200",
            description = "The events had been stored before; nothing was stored now.",
            headers = @Header(name = "Idempotent-Replayed", ref = "Replayed"),
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "AggregateAppendAnswer")))
    @Extension(
            name = ApiDescription.PROBLEMS,
            value = "not-found version-conflict version-conflict:412 duplicate-event store-full")
    public CompletionStage<Answer> toAggregate(
            @RestPath String store, @RestPath String aggregateId, @Context RoutingContext context) {
        return appends.toAggregate(store, aggregateId, context);
    }

    /** Appends events over many aggregates, whole or not at all. */
    @POST
    @Path("/events")
    @Operation(
            operationId = "appendToStore",
            summary = "Append events over many aggregates",
            description =
                    "Appends a batch whole or not at all, on the terms that it sets: expected versions of aggregates"
                            + " and a condition on the whole log (dcb.events). As NDJSON, one event a line, it sets none.")
    @Extension(name = SharedParameters.NAMES, value = "traceparent")
    @RequestBody(
            required = true,
            description = "The events. They may be compressed (Content-Encoding: gzip).",
            content = {
                @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "StoreAppend")),
                @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "NewEvent"))
            })
    @APIResponse(
            responseCode = "201",
            description = "The events are stored.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "StoreAppendAnswer")))
    @APIResponse(
            responseCode = "200",
            description = "The events had been stored before; nothing was stored now.",
            headers = @Header(name = "Idempotent-Replayed", ref = "Replayed"),
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "StoreAppendAnswer")))
    @Extension(
            name = ApiDescription.PROBLEMS,
            value = "not-found version-conflict append-condition-failed duplicate-event store-full")
    public CompletionStage<Answer> toStore(@RestPath String store, @Context RoutingContext context) {
        return appends.toStore(store, context);
    }
}
