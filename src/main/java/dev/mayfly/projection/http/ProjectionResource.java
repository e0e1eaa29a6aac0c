package dev.mayfly.projection.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.Reply;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.work.LongWork;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.operation.Course;
import dev.mayfly.operation.Kind;
import dev.mayfly.projection.ProjectionStoppedException;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.DeclaredProjections.Put;
import dev.mayfly.projection.declared.ProjectionName;
import dev.mayfly.projection.declared.StoreProjection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Declares projections, shows how they are doing, rebuilds and removes them. */
@Tag(name = "Projections", description = "Declare read models that follow the log, and read their states.")
@Path("/stores/{store}")
public class ProjectionResource {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);

    private final ProjectionLookup projections;
    private final RequestBodies bodies;
    private final LongWork work;

    /** Makes the resource. */
    public ProjectionResource(ProjectionLookup projections, RequestBodies bodies, LongWork work) {
        this.projections = projections;
        this.bodies = bodies;
        this.work = work;
    }

    /** Answers with all projections of a store, in the order of their names. */
    @GET
    @NonBlocking
    @Path("projections")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "listProjections",
            summary = "List the projections",
            description = "All projections of the store, those written in Java included, in the order of their names.")
    @APIResponse(
            responseCode = "200",
            description = "The projections.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "ProjectionList")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Reply list(@PathParam("store") String store, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        List<StoreProjection> all = projections.of(store, http).ofStore();
        return new Reply(ProjectionText.list(all), format.mediaType(), ProjectionText.sizeBound(all));
    }

    /** Answers with a projection's definition and how it is doing. */
    @GET
    @NonBlocking
    @Path("projections/{projection}")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "readProjection",
            summary = "Show a projection",
            description =
                    "Its definition (null if it is written in Java), how far it is, and the events that it could not fold.")
    @APIResponse(
            responseCode = "200",
            description = "The projection.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Projection")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Response show(
            @PathParam("store") String store, @PathParam("projection") String name, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        return answer(200, projections.find(store, name, http));
    }

    /** Gives a projection a definition. */
    @PUT
    @Path("projections/{projection}")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "declareProjection",
            summary = "Declare a projection, or change one",
            description =
                    "Which events it takes (`match`), by what it groups them (`groupBy`) and what it makes of each group"
                            + " (`fields`). A new projection begins with the first event. When the definition of a known"
                            + " one changes, its states are built anew beside the old ones, which are served until then;"
                            + " when it says the same as before, nothing happens. A name has 1 to 63 of `a-z`, `0-9` and"
                            + " `-`, and does not begin with `-`.")
    @RequestBody(
            required = true,
            description = "The definition.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "ProjectionDefinition")))
    @APIResponse(
            responseCode = "201",
            description = "There is a new projection.",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the projection is.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Projection")))
    @APIResponse(
            responseCode = "200",
            description = "The projection has the definition.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Projection")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found forbidden limit-reached")
    public Uni<Response> declare(
            @PathParam("store") String store, @PathParam("projection") String name, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        DeclaredProjections declared = projections.of(store, http);
        ProjectionName.require("projection", name);
        QueryParameters.none(http.request().query());
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
        io.vertx.core.Context context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(bodies.read(
                        http,
                        body -> CompletableFuture.completedFuture(DefinitionReader.read(body.bytes(), body.length()))))
                .flatMap(definition -> Uni.createFrom()
                        .completionStage(answer(http.request().path(), name, declared.put(name, definition))))
                .emitOn(command -> context.runOnContext(unused -> command.run()));
    }

    /** Starts to rebuild a projection's states. */
    @POST
    @Path("projections/{projection}/rebuild")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "rebuildProjection",
            summary = "Rebuild a projection",
            description =
                    "Builds the states anew from the first event on, beside the old ones, which are served until then."
                            + " Events that are parked are tried again. One that was stopped goes on. With `Prefer:"
                            + " respond-async` it is an operation, which is done when the new states are served; cancelled, it"
                            + " leaves the old ones.")
    @APIResponse(
            responseCode = "202",
            description = "That has begun; with `Prefer: respond-async`, as an operation.",
            headers = {
                @Header(name = "Location", ref = "OperationLocation"),
                @Header(name = "Preference-Applied", ref = "PreferenceApplied")
            },
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "RebuildAnswer")))
    @Extension(name = SharedParameters.NAMES, value = "Prefer")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found throttled unavailable")
    public Uni<Response> rebuild(
            @PathParam("store") String store, @PathParam("projection") String name, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        StoreProjection projection = projections.find(store, name, http);
        io.vertx.core.Context context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(() -> LongWork.isFollowed(http)
                        ? work.follow(
                                http,
                                Kind.REBUILD,
                                projections.store(store, http),
                                course -> rebuilt(projection, course))
                        : projection.runner().rebuild().thenApply(begun -> answer(202, projection)))
                .emitOn(command -> context.runOnContext(unused -> command.run()));
    }

    private static CompletionStage<Response> rebuilt(StoreProjection projection, Course course) {
        CompletableFuture<Void> served = projection.runner().rebuild(course);
        course.whenStopped(reason -> projection.runner().ask());
        course.accept();
        return served.handle((done, failure) -> {
            if (failure == null) {
                return answer(202, projection);
            }
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            throw cause instanceof ProjectionStoppedException stopped
                    ? Problem.unavailable("The projection has stopped: " + stopped.getMessage(), 1)
                            .exception()
                    : new CompletionException(cause);
        });
    }

    /** Removes a projection. */
    @DELETE
    @NonBlocking
    @Path("projections/{projection}")
    @Operation(
            operationId = "deleteProjection",
            summary = "Remove a projection",
            description = "Removes it with its states and what it parked. The events stay as they are.")
    @APIResponse(responseCode = "204", description = "There is no such projection any more.")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found forbidden")
    public Response remove(
            @PathParam("store") String store, @PathParam("projection") String name, @Context RoutingContext http) {
        QueryParameters.none(http.request().query());
        DeclaredProjections declared = projections.of(store, http);
        if (!declared.remove(name)) {
            throw declared.findOfStore(name).isPresent()
                    ? ProjectionLookup.inJava(name)
                    : ProjectionLookup.unknown(name);
        }
        return Response.noContent().build();
    }

    private static CompletionStage<Response> answer(String path, String name, Put put) {
        if (put instanceof Put.Created created) {
            Response answer = Response.fromResponse(answer(201, created.declaration()))
                    .header(HttpHeaders.LOCATION.toString(), path)
                    .build();
            return CompletableFuture.completedFuture(answer);
        }
        if (put instanceof Put.Unchanged unchanged) {
            return CompletableFuture.completedFuture(answer(200, unchanged.declaration()));
        }
        if (put instanceof Put.Replaced replaced) {
            return replaced.begun().thenApply(begun -> answer(200, replaced.declaration()));
        }
        if (put instanceof Put.Full full) {
            throw Problem.limitReached("projections of a store", full.limit(), "mayfly.projections.per-store")
                    .exception();
        }
        throw ProjectionLookup.inJava(name);
    }

    private static Response answer(int status, Declaration declaration) {
        return answer(status, StoreProjection.of(declaration));
    }

    static Response answer(int status, StoreProjection projection) {
        JsonBuffer out = new JsonBuffer(1024);
        ProjectionText.write(projection, out);
        return Answers.json(status, out).build();
    }
}
