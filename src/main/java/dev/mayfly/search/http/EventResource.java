package dev.mayfly.search.http;

import dev.mayfly.event.Identifier;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.CloudEventAnswers;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
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

/** Answers with one event. */
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
    public Uni<Answer> event(
            @PathParam("store") String name,
            @Encoded @PathParam("eventId") String encodedId,
            @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.CLOUD_EVENT);
        String eventId = Identifier.require("eventId", PercentEncoding.decode("eventId", encodedId));
        ReadPoint point = ReadPoint.of(Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of()));
        return point.read(http, stores.store(name, http), store -> {
            LogPrefix log = point.log(store, http);
            long position = log.positionOf(eventId);
            if (position == 0) {
                throw Problem.notFound("There is no event '" + eventId + "'.").exception();
            }
            return Uni.createFrom().item(replies.single(log, position, format));
        });
    }
}
