package dev.mayfly.projection.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.work.LongWork;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.operation.Course;
import dev.mayfly.operation.Kind;
import dev.mayfly.projection.ProjectionStoppedException;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.DeclaredProjections.Put;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.ProjectionName;
import dev.mayfly.projection.declared.StoreProjection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Declares, shows, rebuilds and removes projections. */
@Path("/stores/{store}")
public class ProjectionResource {
    private static final List<String> BODY_TYPES = List.of(MediaTypes.JSON);

    private final ProjectionLookup projections;
    private final RequestBodies bodies;
    private final RequestLimits limits;
    private final LongWork work;

    /** Makes the resource. */
    public ProjectionResource(ProjectionLookup projections, RequestBodies bodies, RequestLimits limits, LongWork work) {
        this.projections = projections;
        this.bodies = bodies;
        this.limits = limits;
        this.work = work;
    }

    /** Answers with all projections of a store, in the order of their names. */
    @GET
    @NonBlocking
    @Path("projections")
    @Produces(MediaTypes.JSON)
    public Answer list(@PathParam("store") String store, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        List<StoreProjection> all = projections.of(store, http).ofStore();
        return Answer.text(ProjectionText.list(all), format, ProjectionText.sizeBound(all));
    }

    /** Answers with a projection's definition, status, position and parked events. */
    @GET
    @NonBlocking
    @Path("projections/{projection}")
    @Produces(MediaTypes.JSON)
    public Answer show(
            @PathParam("store") String store, @PathParam("projection") String name, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        return answer(200, projections.find(store, name, http));
    }

    /** Declares a projection, or replaces its definition, and answers with the projection. */
    @PUT
    @Path("projections/{projection}")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> declare(
            @PathParam("store") String store, @PathParam("projection") String name, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        DeclaredProjections declared = projections.of(store, http);
        ProjectionName.require("projection", name);
        QueryParameters.none(http.request().query());
        MediaTypes.require(http.request().getHeader(HttpHeaders.CONTENT_TYPE), BODY_TYPES);
        CompletionStage<Definition> definition = bodies.read(
                http,
                body -> CompletableFuture.completedFuture(
                        DefinitionReader.read(body.bytes(), body.length(), limits.criteria())));
        return EventLoop.current()
                .uni(definition.thenCompose(read -> answer(http.request().path(), name, declared.put(name, read))));
    }

    /** Starts to rebuild a projection's states, as an operation if the request prefers that. */
    @POST
    @Path("projections/{projection}/rebuild")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> rebuild(
            @PathParam("store") String store, @PathParam("projection") String name, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        StoreProjection projection = projections.find(store, name, http);
        return EventLoop.current()
                .uni(
                        LongWork.isFollowed(http)
                                ? work.follow(
                                        http,
                                        Kind.REBUILD,
                                        projections.store(store, http),
                                        course -> rebuilt(projection, course))
                                : projection.runner().rebuild().thenApply(begun -> answer(202, projection)));
    }

    private static CompletionStage<Answer> rebuilt(StoreProjection projection, Course course) {
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

    /** Removes a declared projection. */
    @DELETE
    @NonBlocking
    @Path("projections/{projection}")
    public Answer remove(
            @PathParam("store") String store, @PathParam("projection") String name, @Context RoutingContext http) {
        QueryParameters.none(http.request().query());
        DeclaredProjections declared = projections.of(store, http);
        if (!declared.remove(name)) {
            throw declared.findOfStore(name).isPresent()
                    ? ProjectionLookup.inJava(name)
                    : ProjectionLookup.unknown(name);
        }
        return Answer.noContent();
    }

    private static CompletionStage<Answer> answer(String path, String name, Put put) {
        if (put instanceof Put.Created created) {
            return CompletableFuture.completedFuture(
                    answer(201, created.declaration()).with(HttpHeaders.LOCATION, path));
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
        if (put instanceof Put.NoMemory full) {
            throw Problem.limitReached("bytes of projections", full.limitBytes(), "mayfly.projections.state-memory")
                    .exception();
        }
        throw ProjectionLookup.inJava(name);
    }

    private static Answer answer(int status, Declaration declaration) {
        return answer(status, StoreProjection.of(declaration));
    }

    static Answer answer(int status, StoreProjection projection) {
        JsonBuffer out = new JsonBuffer(1024);
        ProjectionText.write(projection, out);
        return Answer.json(status, out);
    }
}
