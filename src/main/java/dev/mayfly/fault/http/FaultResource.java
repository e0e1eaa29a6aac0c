package dev.mayfly.fault.http;

import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.fault.FaultRule;
import dev.mayfly.fault.Faults;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.body.RequestLimits;
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
import java.util.List;

/** The resource for the faults of a store. */
@Path("/stores/{store}/faults")
public class FaultResource {
    private final StoreRequests requests;
    private final FaultInjection injection;
    private final RequestLimits limits;

    /** Makes the resource. */
    public FaultResource(StoreRequests requests, FaultInjection injection, RequestLimits limits) {
        this.requests = requests;
        this.injection = injection;
        this.limits = limits;
    }

    /** Answers with a store's rules. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    public Answer read(@PathParam("store") String name, @Context RoutingContext http) {
        return answer(requests.store(name, http));
    }

    /** Replaces a store's rules. */
    @PUT
    @Produces(MediaTypes.JSON)
    public Uni<Answer> put(@PathParam("store") String name, @Context RoutingContext http) {
        UsedStore store = requests.store(name, http);
        if (!injection.isEnabled()) {
            throw Problem.of(
                            ProblemType.FORBIDDEN,
                            "Faults are off on this server. To turn them on, start it with mayfly.faults.enabled=true.")
                    .exception();
        }
        return requests.body(http, body -> FaultReader.read(body, limits.criteria()))
                .map(rules -> put(store, rules));
    }

    /** Removes a store's rules. */
    @DELETE
    @NonBlocking
    public Answer delete(@PathParam("store") String name, @Context RoutingContext http) {
        injection.remove(requests.target(name, http).name());
        return Answer.noContent();
    }

    private Answer put(UsedStore store, List<FaultRule> rules) {
        if (rules.isEmpty()) {
            injection.remove(store.name());
        } else {
            injection.put(store.name(), new Faults(rules));
        }
        if (store.isDeleted()) {
            // The thread that deletes the store removes its rules afterwards, but may have done so before this put.
            injection.remove(store.name());
        }
        return answer(store);
    }

    private Answer answer(UsedStore store) {
        return Answer.json(
                200, FaultText.of(injection.of(store.name()).map(Faults::counts).orElse(List.of())));
    }
}
