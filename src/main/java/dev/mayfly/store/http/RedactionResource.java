package dev.mayfly.store.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.Steps;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The resource that redacts events. */
@Path("/stores/{store}/redactions")
public class RedactionResource {
    private static final int SESSIONS_AT_ONCE = 64;

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
        EventLoop loop = EventLoop.current();
        Executor turns = ClientWork.turnsOf(http);
        return requests.body(http, RedactionReader::read)
                .flatMap(redaction -> ClientWork.compute(http, () -> redaction.sessions(store.glance()))
                        .flatMap(sessions -> loop.uni(ended(store, sessions.iterator(), turns)
                                .thenCompose(unused -> redactions.redact(store, redaction, turns))))
                        .map(RedactionResource::answer));
    }

    /** Ends sessions, a few in each step, before events of them are redacted. */
    private CompletionStage<Void> ended(Store store, Iterator<String> sessions, Executor turns) {
        return Steps.runAsync(
                () -> {
                    List<CompletableFuture<?>> ending = new ArrayList<>();
                    while (sessions.hasNext() && ending.size() < SESSIONS_AT_ONCE) {
                        String session = sessions.next();
                        live.forEach(each -> ending.add(each.end(store, session).toCompletableFuture()));
                    }
                    return CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new))
                            .thenApply(unused -> sessions.hasNext());
                },
                turns);
    }

    private static Answer answer(long redacted) {
        JsonBuffer out = new JsonBuffer(64);
        out.ascii("{\"redacted\":").number(redacted).put('}');
        return Answer.json(200, out);
    }
}
