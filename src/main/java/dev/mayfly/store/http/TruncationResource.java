package dev.mayfly.store.http;

import dev.mayfly.event.Identifier;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.removal.Truncation;
import dev.mayfly.eventstore.removal.TruncationResult;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Preconditions;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.input.PercentEncoding;
import dev.mayfly.store.Store;
import dev.mayfly.store.retention.LiveAggregates;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The resource that removes the oldest events of an aggregate, or all. */
@Path("/stores/{store}")
public class TruncationResource {
    private static final String BEFORE = "before";

    private final StoreLookup stores;
    private final List<LiveAggregates> live;

    /** Makes the resource. */
    public TruncationResource(StoreLookup stores, @All List<LiveAggregates> live) {
        this.stores = stores;
        this.live = List.copyOf(live);
    }

    /** Removes the events of an aggregate before a version, or all. */
    @DELETE
    @Path("aggregates/{aggregateId}")
    public Uni<Answer> truncate(
            @PathParam("store") String name,
            @Encoded @PathParam("aggregateId") String encodedId,
            @Context RoutingContext http) {
        Store store = Store.of(stores.used(name, http));
        String aggregateId = Identifier.require("aggregateId", PercentEncoding.decode("aggregateId", encodedId));
        Fields fields = Fields.ofQuery(http.request().query(), Set.of(BEFORE), Set.of());
        long before = fields.number(BEFORE, 1, Long.MAX_VALUE, Long.MAX_VALUE);
        ExpectedVersion expected = Preconditions.expectedVersion(http.request().headers());
        Truncation truncation = new Truncation(aggregateId, before, expected, false);
        return EventLoop.current()
                .uni(ended(store, aggregateId))
                .flatMap(unused -> ClientWork.compute(http, () -> answer(aggregateId, store.truncate(truncation))));
    }

    /** Ends the use of an aggregate before its events are removed. */
    private CompletableFuture<Void> ended(Store store, String aggregateId) {
        return CompletableFuture.allOf(live.stream()
                .map(each -> each.end(store, aggregateId).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private static Answer answer(String aggregateId, TruncationResult result) {
        if (result instanceof TruncationResult.Conflict conflict) {
            throw AppendProblems.problem(
                            new AppendResult.VersionConflict(
                                    aggregateId, conflict.expected(), conflict.actualVersion()),
                            true,
                            index -> "")
                    .exception();
        }
        if (result instanceof TruncationResult.Unknown) {
            throw Problem.notFound("There is no aggregate '" + aggregateId + "' with events.")
                    .exception();
        }
        return Answer.noContent();
    }
}
