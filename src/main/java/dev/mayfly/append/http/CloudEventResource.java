package dev.mayfly.append.http;

import dev.mayfly.http.answer.Answer;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;

/** The resource that accepts CloudEvents for a store. */
@Path("/stores/{store}")
@Singleton
@NonBlocking
public class CloudEventResource {
    private final CloudEventRequests requests;

    /** Makes the resource. */
    CloudEventResource(CloudEventRequests requests) {
        this.requests = requests;
    }

    /** Accepts events for a store. */
    @POST
    @Path("/cloudevents")
    public CompletionStage<Answer> accept(@RestPath String store, @Context RoutingContext context) {
        return requests.accept(store, context).thenApply(CloudEventRequests::accepted);
    }
}
