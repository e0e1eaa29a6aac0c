package dev.mayfly.append.http;

import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The resource that appends events.
 *
 * <p>Most appends take the {@link AppendLane} instead, with the same results.
 */
@Path("/stores/{store}")
@Produces(MediaTypes.JSON)
@Singleton
@NonBlocking
public class AppendResource {
    private final AppendRequests appends;

    /** Makes the resource. */
    AppendResource(AppendRequests appends) {
        this.appends = appends;
    }

    /** Appends events to one aggregate. */
    @POST
    @Path("/aggregates/{aggregateId}/events")
    public CompletionStage<Answer> toAggregate(
            @RestPath String store, @RestPath String aggregateId, @Context RoutingContext context) {
        return appends.toAggregate(store, aggregateId, context);
    }

    /** Appends events to many aggregates, all or none. */
    @POST
    @Path("/events")
    public CompletionStage<Answer> toStore(@RestPath String store, @Context RoutingContext context) {
        return appends.toStore(store, context);
    }
}
