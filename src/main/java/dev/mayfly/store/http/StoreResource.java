package dev.mayfly.store.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mayfly.access.Right;
import dev.mayfly.event.json.JsonWriter;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.access.Admission;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.store.Store;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/** The resource that describes one store. */
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
    public Uni<Answer> store(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        ReadPoint point = ReadPoint.of(Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of()));
        return point.read(http, stores.store(name, http), store -> {
            LogPrefix log = point.log(store, http);
            Admission admission = Admission.of(http);
            // It may have to count its aggregates.
            return ClientWork.compute(
                    http, () -> Answer.written(JsonWriter.text(out -> write(store, log, admission, out)), format));
        });
    }

    /** Returns an answer with a store's current description. */
    public static Answer answer(int status, EventStore store, RoutingContext http) {
        LogPrefix log = store.prefix();
        return Answer.json(status, JsonWriter.text(out -> write(store, log, Admission.of(http), out)))
                .at(log.position());
    }

    /**
     * Writes a store's description as of a prefix of its log as a JSON object; its bytes and their limit are current. To a
     * client with a token, it tells the rights of that on the store.
     */
    static void write(EventStore store, LogPrefix log, Admission admission, JsonGenerator out) throws IOException {
        MemoryUse memory = store.memory();
        out.writeStartObject();
        out.writeStringField("name", store.name());
        out.writeStringField("incarnation", log.incarnation());
        out.writeNumberField("events", log.eventCount());
        if (log.removed().count() > 0) {
            out.writeNumberField("removed", log.removed().count());
        }
        out.writeNumberField("aggregates", log.aggregateCount());
        out.writeNumberField("bytes", memory.usedBytes());
        out.writeNumberField("limitBytes", memory.limitBytes());
        out.writeNumberField("position", log.position());
        JsonWriter.time(out, "createdAt", store.createdAt());
        if (store instanceof Store known) {
            Instant expiresAt = known.expiresAt().orElse(null);
            if (expiresAt != null) {
                JsonWriter.time(out, "expiresAt", expiresAt);
            }
            String parent = known.parent().orElse(null);
            if (parent != null) {
                out.writeStringField("parent", parent);
            }
        }
        if (admission.isLimited()) {
            out.writeArrayFieldStart("may");
            for (Right right : admission.rights(store.name())) {
                out.writeString(right.word());
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
