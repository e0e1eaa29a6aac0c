package dev.mayfly.store.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.store.Store;
import dev.mayfly.store.retention.RetentionRules;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** The resource for the retention rules of a store. */
@Path("/stores/{store}/retention")
public class RetentionResource {
    private final StoreRequests requests;

    /** Makes the resource. */
    public RetentionResource(StoreRequests requests) {
        this.requests = requests;
    }

    /** Answers with a store's rules. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    public Answer read(@PathParam("store") String name, @Context RoutingContext http) {
        return answer(Store.of(requests.store(name, http)));
    }

    /** Replaces a store's rules; they are applied within a second. */
    @PUT
    @Produces(MediaTypes.JSON)
    public Uni<Answer> put(@PathParam("store") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.store(name, http));
        return requests.body(http, body -> RetentionRules.read(body.bytes(), body.length()))
                .map(rules -> {
                    store.retention().put(rules);
                    return answer(store);
                });
    }

    private static Answer answer(Store store) {
        JsonBuffer out = new JsonBuffer(256);
        store.retention().rules().write(out);
        return Answer.json(200, out);
    }
}
