package dev.mayfly.fault.http;

import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.fault.FaultRule;
import dev.mayfly.fault.Faults;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.route.StoreRequests;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Injects faults into a store's calls. */
@Tag(name = "Stores")
@Path("/stores/{store}/faults")
public class FaultResource {
    private final StoreRequests requests;
    private final FaultInjection injection;

    /** Makes the resource. */
    public FaultResource(StoreRequests requests, FaultInjection injection) {
        this.requests = requests;
        this.injection = injection;
    }

    /** Answers with a store's rules. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "readFaults",
            summary = "Read the rules of a store's faults",
            description = "The rules in their order, each with how many calls it has seen and at how many it fired.")
    @APIResponse(
            responseCode = "200",
            description = "The rules.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Faults")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Response read(@PathParam("store") String name, @Context RoutingContext http) {
        return answer(requests.store(name, http));
    }

    /** Gives a store rules. */
    @PUT
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "setFaults",
            summary = "Inject faults into a store's calls",
            description =
                    "Puts rules in the place of those that the store has. A rule is asked at each call of its kind whose events,"
                            + " or, for a read, whose request, match; it fires at the `nth`, at `every` so many, or by `probability`"
                            + " and `seed`, at the same calls every time, and at most so many `times`. Rules are asked in their"
                            + " order, and at most one fires at a call. Off unless `mayfly.faults.enabled`.")
    @RequestBody(
            required = true,
            description = "The rules, as an object with an array, or the array alone.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "FaultRules")))
    @APIResponse(
            responseCode = "200",
            description = "The rules are in force.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Faults")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found forbidden")
    public Uni<Response> put(@PathParam("store") String name, @Context RoutingContext http) {
        UsedStore store = requests.store(name, http);
        if (!injection.isEnabled()) {
            throw Problem.of(
                            ProblemType.FORBIDDEN,
                            "Faults are off on this server. To turn them on, start it with mayfly.faults.enabled=true.")
                    .exception();
        }
        return requests.body(http, FaultReader::read).map(rules -> put(store, rules));
    }

    /** Takes a store's rules away. */
    @DELETE
    @NonBlocking
    @Operation(
            operationId = "deleteFaults",
            summary = "Take a store's faults away",
            description = "From now on its calls are answered as ever.")
    @APIResponse(responseCode = "204", description = "The store has no rules.")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Response delete(@PathParam("store") String name, @Context RoutingContext http) {
        injection.remove(requests.target(name, http).name());
        return Response.noContent().build();
    }

    private Response put(UsedStore store, List<FaultRule> rules) {
        if (rules.isEmpty()) {
            injection.remove(store.name());
        } else {
            injection.put(store.name(), new Faults(rules));
        }
        if (store.isDeleted()) {
            // The thread that deletes the store removes them afterwards, and may have run before this.
            injection.remove(store.name());
        }
        return answer(store);
    }

    private Response answer(UsedStore store) {
        return Answers.json(
                        200,
                        FaultText.of(
                                injection.of(store.name()).map(Faults::counts).orElse(List.of())))
                .build();
    }
}
