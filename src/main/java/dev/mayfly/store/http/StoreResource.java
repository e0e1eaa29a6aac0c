package dev.mayfly.store.http;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.prefix.EventText;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.Reply;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.Fields;
import dev.mayfly.store.Store;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Describes one store. */
@Tag(name = "Read", description = "Read events, aggregates and stores.")
@Path("/stores/{store}")
public class StoreResource {
    private final StoreLookup stores;

    /** Makes the resource. */
    public StoreResource(StoreLookup stores) {
        this.stores = stores;
    }

    /** Answers with the store's description. */
    @GET
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "readStore",
            summary = "Tell what a store holds",
            description =
                    "Counts the events and aggregates of a store, now or as it stood; `bytes` and `limitBytes` are always"
                            + " those of now.")
    @Extension(name = SharedParameters.NAMES, value = "asOf minPosition timeout")
    @APIResponse(
            responseCode = "200",
            description = "What the store holds.",
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "Store")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found unavailable")
    public Uni<Reply> store(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        ReadPoint point = ReadPoint.of(Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of()));
        return point.read(stores.store(name, http), store -> {
            JsonBuffer out = new JsonBuffer(256);
            LogPrefix log = point.log(store, http);
            write(store, log, out);
            return Uni.createFrom().item(Reply.small(EventText.of(out), format));
        });
    }

    /** Returns an answer with what a store holds now. */
    public static Response answer(int status, EventStore store) {
        JsonBuffer out = new JsonBuffer(256);
        LogPrefix log = store.prefix();
        write(store, log, out);
        return Answers.json(status, out)
                .header(Answers.POSITION, log.position())
                .build();
    }

    /**
     * Writes a store's description as of a prefix of its log as a JSON object; its bytes and their limit are current.
     */
    static void write(EventStore store, LogPrefix log, JsonBuffer out) {
        out.ascii("{\"name\":").string(store.name());
        out.ascii(",\"incarnation\":").string(log.incarnation());
        out.ascii(",\"events\":").number(log.position());
        out.ascii(",\"aggregates\":").number(log.aggregateCount());
        MemoryUse memory = store.memory();
        out.ascii(",\"bytes\":").number(memory.usedBytes());
        out.ascii(",\"limitBytes\":").number(memory.limitBytes());
        out.ascii(",\"position\":").number(log.position());
        out.ascii(",\"createdAt\":").timestamp(Rfc3339.epochNanos("createdAt", store.createdAt()));
        if (store instanceof Store known) {
            known.expiresAt()
                    .ifPresent(at -> out.ascii(",\"expiresAt\":").timestamp(Rfc3339.epochNanos("expiresAt", at)));
            known.parent().ifPresent(parent -> out.ascii(",\"parent\":").string(parent));
        }
        out.put('}');
    }
}
