package dev.mayfly.projection.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.projection.declared.StoreProjection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** Retries events that projections could not fold, or drops them. */
@Path("/stores/{store}")
public class ParkedEventResource {
    private static final int MOST_DIGITS = 18;

    private final ProjectionLookup projections;

    /** Makes the resource. */
    public ParkedEventResource(ProjectionLookup projections) {
        this.projections = projections;
    }

    /** Retries a parked event, and answers with its projection. */
    @POST
    @Path("projections/{projection}/parked/{position}/retry")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> retry(
            @PathParam("store") String store,
            @PathParam("projection") String name,
            @PathParam("position") String position,
            @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        StoreProjection projection = find(store, name, http);
        long at = position(position);
        return EventLoop.current().uni(projection.runner().retry(at)).map(retried -> {
            if (retried.isEmpty()) {
                throw notParked(at);
            }
            return ProjectionResource.answer(200, projection);
        });
    }

    /** Drops a parked event, and answers with no content. */
    @DELETE
    @Path("projections/{projection}/parked/{position}")
    public Uni<Answer> drop(
            @PathParam("store") String store,
            @PathParam("projection") String name,
            @PathParam("position") String position,
            @Context RoutingContext http) {
        StoreProjection projection = find(store, name, http);
        long at = position(position);
        return EventLoop.current().uni(projection.runner().drop(at)).map(dropped -> {
            if (!dropped) {
                throw notParked(at);
            }
            return Answer.noContent();
        });
    }

    private StoreProjection find(String store, String name, RoutingContext http) {
        QueryParameters.none(http.request().query());
        return projections.find(store, name, http);
    }

    private static long position(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw InvalidInputException.invalid("position", "must be a position");
        }
        return Long.parseLong(text);
    }

    private static RuntimeException notParked(long position) {
        return Problem.notFound("No event at position " + position + " is parked.")
                .exception();
    }
}
