package dev.mayfly.http.work;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.operation.Operations;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows the long work that has been started, and cancels it. */
@Path("/operations")
@Singleton
@NonBlocking
@Tag(name = "Operations", description = "Run the service.")
public class OperationResource {
    private final Operations operations;

    /** Makes the resource. */
    public OperationResource(Operations operations) {
        this.operations = operations;
    }

    /** Answers with the operations that run or ended last. */
    @GET
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "listOperations",
            summary = "List the long work",
            description =
                    "The operations that run and those that ended last (`mayfly.operations.remembered`), the last to begin"
                            + " first. One begins when an import, a rebuild, a sample or an optimisation is asked for with"
                            + " `Prefer: respond-async`.")
    @APIResponse(
            responseCode = "200",
            description = "The operations.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "OperationList")))
    public Response list(@Context RoutingContext http) {
        Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        JsonBuffer body = new JsonBuffer(1024);
        OperationText.write(operations.all(), body);
        return Answers.json(200, body).build();
    }

    /** Answers with an operation. */
    @GET
    @Produces(MediaTypes.JSON)
    @Path("{operation}")
    @Operation(
            operationId = "readOperation",
            summary = "Show an operation",
            description = "How far it is or, when it has ended, what came of it.")
    @APIResponse(
            responseCode = "200",
            description = "The operation.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Operation")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Response show(@PathParam("operation") String id, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        JsonBuffer body = new JsonBuffer(1024);
        OperationText.write(find(id), body);
        return Answers.json(200, body).build();
    }

    /** Cancels an operation, or forgets it. */
    @DELETE
    @Path("{operation}")
    @Operation(
            operationId = "cancelOperation",
            summary = "Cancel an operation",
            description =
                    "Ends its work early, and answers when it has ended: then its status is `cancelled`, and it has left nothing"
                            + " behind, or `done`, if it was before it noticed. An operation that had ended before is forgotten.")
    @APIResponse(responseCode = "204", description = "It does not run any more, or is forgotten.")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Uni<Response> cancel(@PathParam("operation") String id, @Context RoutingContext http) {
        QueryParameters.none(http.request().query());
        dev.mayfly.operation.Operation operation = find(id);
        if (!operation.isRunning()) {
            operations.forget(operation);
            return Uni.createFrom().item(Response.noContent().build());
        }
        operation.stop("A client cancelled it.");
        io.vertx.core.Context context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(operation.ended())
                .emitOn(command -> context.runOnContext(unused -> command.run()))
                .map(ended -> Response.noContent().build());
    }

    private dev.mayfly.operation.Operation find(String id) {
        return operations
                .find(id)
                .orElseThrow(() ->
                        Problem.notFound("There is no operation '" + id + "'.").exception());
    }
}
