package dev.mayfly.store.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.StoreName;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.http.work.LongWork;
import dev.mayfly.store.Snapshot;
import dev.mayfly.store.SnapshotResult;
import dev.mayfly.store.Store;
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

/** The resource that takes, lists, restores and removes snapshots of stores. */
@Path("/stores/{store}/snapshots")
public class SnapshotResource {
    private final StoreRequests requests;
    private final LongWork work;

    /** Makes the resource. */
    public SnapshotResource(StoreRequests requests, LongWork work) {
        this.requests = requests;
        this.work = work;
    }

    /** Answers with all snapshots of a store. */
    @GET
    @NonBlocking
    @Produces(MediaTypes.JSON)
    public Answer list(@PathParam("store") String storeName, @Context RoutingContext http) {
        Store store = Store.of(requests.store(storeName, http));
        JsonBuffer out = new JsonBuffer(512);
        out.ascii("{\"snapshots\":[");
        boolean first = true;
        for (Snapshot snapshot : store.allSnapshots()) {
            if (!first) {
                out.put(',');
            }
            first = false;
            write(snapshot, out);
        }
        return Answer.json(200, out.ascii("]}"));
    }

    /** Answers with a snapshot. */
    @GET
    @NonBlocking
    @Path("{snapshot}")
    @Produces(MediaTypes.JSON)
    public Answer show(
            @PathParam("store") String storeName, @PathParam("snapshot") String name, @Context RoutingContext http) {
        return answer(
                200, Store.of(requests.store(storeName, http)).snapshot(name).orElseThrow(() -> unknown(name)));
    }

    /** Takes a snapshot. */
    @PUT
    @Path("{snapshot}")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> take(
            @PathParam("store") String storeName, @PathParam("snapshot") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.store(storeName, http));
        StoreName.require("snapshot", name);
        return ClientWork.compute(
                http, () -> answer(http.request().path(), store.keep(name, () -> Images.of(store, AsOf.HEAD))));
    }

    /** Restores a snapshot. */
    @POST
    @Path("{snapshot}/restore")
    public Uni<Answer> restore(
            @PathParam("store") String storeName, @PathParam("snapshot") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.target(storeName, http));
        if (store.snapshot(name).isEmpty()) {
            throw unknown(name);
        }
        return work.replace(http, store, () -> {
            if (!store.restore(name)) {
                throw unknown(name);
            }
            return Answer.noContent();
        });
    }

    /** Removes a snapshot. */
    @DELETE
    @NonBlocking
    @Path("{snapshot}")
    public Answer remove(
            @PathParam("store") String storeName, @PathParam("snapshot") String name, @Context RoutingContext http) {
        if (!Store.of(requests.target(storeName, http)).removeSnapshot(name)) {
            throw unknown(name);
        }
        return Answer.noContent();
    }

    private static Answer answer(String path, SnapshotResult result) {
        if (result instanceof SnapshotResult.Taken taken) {
            return answer(201, taken.snapshot()).with(HttpHeaders.LOCATION, path);
        }
        if (result instanceof SnapshotResult.Replaced replaced) {
            return answer(200, replaced.snapshot());
        }
        if (result instanceof SnapshotResult.Full full) {
            throw Problem.noRoom("snapshot", full.memory()).exception();
        }
        int limit = ((SnapshotResult.TooMany) result).limit();
        throw Problem.limitReached("snapshots of a store", limit, "mayfly.stores.snapshots")
                .exception();
    }

    private static Answer answer(int status, Snapshot snapshot) {
        JsonBuffer out = new JsonBuffer(128);
        write(snapshot, out);
        return Answer.json(status, out);
    }

    private static void write(Snapshot snapshot, JsonBuffer out) {
        out.ascii("{\"name\":").string(snapshot.name());
        out.ascii(",\"position\":").number(snapshot.position());
        out.ascii(",\"at\":").timestamp(snapshot.atNanos()).put('}');
    }

    private static RuntimeException unknown(String name) {
        return Problem.notFound("There is no snapshot '" + name + "'.").exception();
    }
}
