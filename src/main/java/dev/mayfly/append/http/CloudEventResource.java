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
import jakarta.ws.rs.core.Context;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Takes CloudEvents into a store. */
@Path("/stores/{store}")
@Singleton
@NonBlocking
@Tag(name = "CloudEvents", description = "Take events in as CloudEvents.")
public class CloudEventResource {
    private static final String PROBLEMS =
            "not-found:400 duplicate-event:400 too-large:400 unsupported-media-type:400 throttled:503"
                    + " unavailable store-full -not-acceptable";

    private final CloudEventRequests requests;

    /** Makes the resource. */
    CloudEventResource(CloudEventRequests requests) {
        this.requests = requests;
    }

    /** Takes events into a store. */
    @POST
    @Path("/cloudevents")
    @Operation(
            operationId = "receiveCloudEventsOfStore",
            summary = "Take CloudEvents into a store",
            description =
                    "Stores CloudEvents 1.0 in binary, structured or batched mode, those of a batch all or none. Events that"
                            + " are there already are left out. The answers are those that Knative asks of a sink: 400 for"
                            + " whatever sending it again cannot mend.")
    @Extension(name = SharedParameters.NAMES, value = "ceSpecversion ceId ceSource ceType ceSubject ceTime traceparent")
    @RequestBody(
            required = false,
            description =
                    "The events, or the data of the event that the `ce-*` headers describe. They may be compressed"
                            + " (Content-Encoding: gzip).",
            content = {
                @Content(mediaType = MediaTypes.CLOUD_EVENT, schema = @Schema(ref = "CloudEvent")),
                @Content(mediaType = MediaTypes.CLOUD_EVENTS, schema = @Schema(ref = "CloudEvents")),
                @Content(mediaType = "*/*", schema = @Schema(ref = "CloudEventData"))
            })
    @APIResponse(responseCode = "202", description = "All events are stored, now or before.")
    @Extension(name = ApiDescription.PROBLEMS, value = PROBLEMS)
    public CompletionStage<Answer> accept(@RestPath String store, @Context RoutingContext context) {
        return requests.accept(store, context).thenApply(CloudEventRequests::accepted);
    }
}
