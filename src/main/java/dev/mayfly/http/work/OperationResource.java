package dev.mayfly.http.work;

import dev.mayfly.access.Right;
import dev.mayfly.http.access.Admission;
import dev.mayfly.http.access.Audit;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.input.QueryParameters;
import dev.mayfly.operation.Operations;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** The resource that lists, shows and cancels operations. */
@Path("/operations")
@Singleton
@NonBlocking
public class OperationResource {
    private final Operations operations;

    /** Makes the resource. */
    public OperationResource(Operations operations) {
        this.operations = operations;
    }

    /** Answers with the running operations and those that ended last. */
    @GET
    @Produces(MediaTypes.JSON)
    public Answer list(@Context RoutingContext http) {
        Admission admission = Admission.of(http);
        Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        return Answer.json(
                200,
                OperationText.of(operations.all().stream()
                        .filter(each -> admission.may(Right.READ, each.store()))
                        .toList()));
    }

    /** Answers with an operation. */
    @GET
    @Produces(MediaTypes.JSON)
    @Path("{operation}")
    public Answer show(@PathParam("operation") String id, @Context RoutingContext http) {
        Format.of(http, Format.JSON);
        QueryParameters.none(http.request().query());
        return Answer.json(200, OperationText.of(find(id, Right.READ, http)));
    }

    /** Cancels a running operation, or removes one that has ended. */
    @DELETE
    @Path("{operation}")
    public Uni<Answer> cancel(@PathParam("operation") String id, @Context RoutingContext http) {
        QueryParameters.none(http.request().query());
        dev.mayfly.operation.Operation operation = find(id, Right.MANAGE, http);
        if (!operation.isRunning()) {
            operations.forget(operation);
            return Uni.createFrom().item(Answer.noContent());
        }
        operation.stop("A client cancelled it.");
        return EventLoop.current().uni(operation.ended()).map(ended -> Answer.noContent());
    }

    /** Returns an operation on whose store the request has a right; if it has none there, there is none for it. */
    private dev.mayfly.operation.Operation find(String id, Right right, RoutingContext http) {
        Admission admission = Admission.of(http);
        dev.mayfly.operation.Operation operation = operations
                .find(id)
                .filter(each -> admission.sees(each.store()))
                .orElseThrow(() ->
                        Problem.notFound("There is no operation '" + id + "'.").exception());
        admission.require(right, operation.store());
        Audit.concerns(http, operation.store());
        return operation;
    }
}
