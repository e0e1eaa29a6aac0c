package dev.mayfly.projection.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.projection.declared.StoreProjection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tries the events again that projections could not fold, or drops them. */
@Tag(name = "Projections", description = "Declare read models that follow the log, and read their states.")
@Path("/stores/{store}")
public class ParkedEventResource {
    private static final int MOST_DIGITS = 18;

    private final ProjectionLookup projections;

    /** Makes the resource. */
    public ParkedEventResource(ProjectionLookup projections) {
        this.projections = projections;
    }

    /** Tries a parked event again. */
    @POST
    @Path("projections/{projection}/parked/{position}/retry")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "retryParkedEvent",
            summary = "Try a parked event again",
            description =
                    "Folds the event into the states as they are now, so behind all events that were folded since: what"
                            + " depends on order (`last`, `merge`) may differ from what a rebuild gives. If it cannot be"
                            + " folded it stays parked, with one attempt more.")
    @APIResponse(
            responseCode = "200",
            description = "It was tried. The projection tells whether it is still parked.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Projection")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Uni<Response> retry(
            @PathParam("store") String store,
            @PathParam("projection") String name,
            @PathParam("position") String position,
            @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        StoreProjection projection = find(store, name, http);
        long at = position(position);
        return later(() -> projection.runner().retry(at)).map(retried -> {
            if (retried.isEmpty()) {
                throw notParked(at);
            }
            return ProjectionResource.answer(200, projection);
        });
    }

    /** Drops a parked event. */
    @DELETE
    @Path("projections/{projection}/parked/{position}")
    @Operation(
            operationId = "dropParkedEvent",
            summary = "Drop a parked event",
            description = "The projection goes without it until a rebuild tries it again. The event itself stays.")
    @APIResponse(responseCode = "204", description = "It is no longer parked.")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Uni<Response> drop(
            @PathParam("store") String store,
            @PathParam("projection") String name,
            @PathParam("position") String position,
            @Context RoutingContext http) {
        StoreProjection projection = find(store, name, http);
        long at = position(position);
        return later(() -> projection.runner().drop(at)).map(dropped -> {
            if (!dropped) {
                throw notParked(at);
            }
            return Response.noContent().build();
        });
    }

    private StoreProjection find(String store, String name, RoutingContext http) {
        QueryParameters.none(http.request().query());
        return projections.find(store, name, http);
    }

    /** Continues with what a runner did on this event loop. */
    private static <T> Uni<T> later(Supplier<CompletionStage<T>> command) {
        io.vertx.core.Context context = Vertx.currentContext();
        return Uni.createFrom().completionStage(command).emitOn(task -> context.runOnContext(unused -> task.run()));
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
