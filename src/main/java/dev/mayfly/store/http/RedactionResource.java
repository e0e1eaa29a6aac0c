package dev.mayfly.store.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
import dev.mayfly.store.redaction.Redaction;
import dev.mayfly.store.redaction.Redactions;
import dev.mayfly.store.retention.LiveAggregates;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;

/** The resource that redacts events. */
@Path("/stores/{store}/redactions")
public class RedactionResource {
    private final StoreRequests requests;
    private final Redactions redactions;
    private final List<LiveAggregates> live;

    /** Makes the resource. */
    public RedactionResource(StoreRequests requests, Catalogue catalogue, @All List<LiveAggregates> live) {
        this.requests = requests;
        this.redactions = new Redactions(catalogue);
        this.live = List.copyOf(live);
    }

    /** Redacts the data and metadata of events, wherever there are copies of them. */
    @POST
    @Produces(MediaTypes.JSON)
    public Uni<Answer> redact(@PathParam("store") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.store(name, http));
        return requests.body(http, RedactionReader::read)
                .flatMap(redaction -> ClientWork.compute(http, () -> answer(store, redaction)));
    }

    private Answer answer(Store store, Redaction redaction) {
        for (String session : redaction.sessions(store.glance())) {
            live.forEach(each -> each.end(store, session).toCompletableFuture().join());
        }
        JsonBuffer out = new JsonBuffer(64);
        out.ascii("{\"redacted\":").number(redactions.redact(store, redaction)).put('}');
        return Answer.json(200, out);
    }
}
