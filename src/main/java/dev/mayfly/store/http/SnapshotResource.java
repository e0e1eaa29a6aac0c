package dev.mayfly.store.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.StoreName;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.route.StoreRequests;
import dev.mayfly.http.route.Workers;
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
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes and restores snapshots of stores. */
@Tag(name = "Stores")
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
    @Operation(
            operationId = "listSnapshots",
            summary = "List the snapshots",
            description = "All snapshots of a store, in the order of their names.")
    @APIResponse(
            responseCode = "200",
            description = "The snapshots.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "SnapshotList")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Response list(@PathParam("store") String storeName, @Context RoutingContext http) {
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
        return Answers.json(200, out.ascii("]}")).build();
    }

    /** Answers with a snapshot. */
    @GET
    @NonBlocking
    @Path("{snapshot}")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "readSnapshot",
            summary = "Show a snapshot",
            description = "What a snapshot holds, and when it was taken.")
    @APIResponse(
            responseCode = "200",
            description = "The snapshot.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Snapshot")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Response show(
            @PathParam("store") String storeName, @PathParam("snapshot") String name, @Context RoutingContext http) {
        return answer(
                200, Store.of(requests.store(storeName, http)).snapshot(name).orElseThrow(() -> unknown(name)));
    }

    /** Takes a snapshot. */
    @PUT
    @Path("{snapshot}")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "takeSnapshot",
            summary = "Take a snapshot",
            description =
                    "Keeps what the store holds now, to go back to, in the place of a snapshot of that name if there is one. It"
                            + " takes no longer however many events there are. A name has 1 to 63 of `a-z`, `0-9` and `-`,"
                            + " and does not begin with `-`.")
    @APIResponse(
            responseCode = "201",
            description = "There is a new snapshot.",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the snapshot is.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Snapshot")))
    @APIResponse(
            responseCode = "200",
            description = "The snapshot has taken the place of another.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Snapshot")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found limit-reached")
    public Uni<Response> take(
            @PathParam("store") String storeName, @PathParam("snapshot") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.store(storeName, http));
        StoreName.require("snapshot", name);
        return Workers.compute(
                http, () -> answer(http.request().path(), store.keep(name, Images.of(store, AsOf.HEAD))));
    }

    /** Restores a snapshot. */
    @POST
    @Path("{snapshot}/restore")
    @Operation(
            operationId = "restoreSnapshot",
            summary = "Go back to a snapshot",
            description =
                    "Begins a new history with the events of the snapshot. Subscriptions and projections live on and begin anew,"
                            + " subscribers are told `reset`; cursors of the old history are refused. The clock and the"
                            + " snapshots stay. Operations on the store are cancelled.")
    @APIResponse(responseCode = "204", description = "The store holds what it held when the snapshot was taken.")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Uni<Response> restore(
            @PathParam("store") String storeName, @PathParam("snapshot") String name, @Context RoutingContext http) {
        Store store = Store.of(requests.target(storeName, http));
        if (store.snapshot(name).isEmpty()) {
            throw unknown(name);
        }
        return work.replace(http, store, () -> {
            if (!store.restore(name)) {
                throw unknown(name);
            }
            return Response.noContent().build();
        });
    }

    /** Removes a snapshot. */
    @DELETE
    @NonBlocking
    @Path("{snapshot}")
    @Operation(
            operationId = "deleteSnapshot",
            summary = "Remove a snapshot",
            description = "Removes a snapshot. The store stays as it is.")
    @APIResponse(responseCode = "204", description = "There is no such snapshot any more.")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found")
    public Response remove(
            @PathParam("store") String storeName, @PathParam("snapshot") String name, @Context RoutingContext http) {
        if (!Store.of(requests.target(storeName, http)).removeSnapshot(name)) {
            throw unknown(name);
        }
        return Response.noContent().build();
    }

    private static Response answer(String path, SnapshotResult result) {
        if (result instanceof SnapshotResult.Taken taken) {
            return Response.fromResponse(answer(201, taken.snapshot()))
                    .header(HttpHeaders.LOCATION.toString(), path)
                    .build();
        }
        if (result instanceof SnapshotResult.Replaced replaced) {
            return answer(200, replaced.snapshot());
        }
        int limit = ((SnapshotResult.TooMany) result).limit();
        throw Problem.limitReached("snapshots of a store", limit, "mayfly.stores.snapshots")
                .exception();
    }

    private static Response answer(int status, Snapshot snapshot) {
        JsonBuffer out = new JsonBuffer(128);
        write(snapshot, out);
        return Answers.json(status, out).build();
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
