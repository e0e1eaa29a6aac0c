package dev.mayfly.store.http;

import dev.mayfly.access.Right;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.http.access.Admission;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.http.work.LongWork;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** The resource that forks and resets stores. */
@Path("/stores/{store}")
public class StoreHistoryResource {
    private final Catalogue catalogue;
    private final StoreRequests requests;
    private final LongWork work;

    /** Makes the resource. */
    public StoreHistoryResource(Catalogue catalogue, StoreRequests requests, LongWork work) {
        this.catalogue = catalogue;
        this.requests = requests;
        this.work = work;
    }

    /** Creates a store that starts with the events of another. */
    @POST
    @Path("forks")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> fork(@PathParam("store") String name, @Context RoutingContext http) {
        Store parent = Store.of(requests.store(name, http));
        return requests.body(http, ForkReader::read)
                .invoke(fork -> Admission.of(http).require(Right.MANAGE, fork.name()))
                .flatMap(fork -> ClientWork.compute(http, () -> {
                    StoreCreation creation = catalogue.fork(
                            parent,
                            () -> Images.of(parent, fork.asOf()),
                            fork.name(),
                            fork.settings(),
                            fork.ownClock());
                    return StoreCommandResource.answer(fork.name(), creation, http);
                }));
    }

    /** Empties a store. */
    @POST
    @Path("reset")
    public Uni<Answer> reset(@PathParam("store") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.target(name, http));
        return work.replace(http, store, () -> {
            store.reset();
            return Answer.noContent();
        });
    }
}
