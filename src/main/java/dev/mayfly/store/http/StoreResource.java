package dev.mayfly.store.http;

import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
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
import java.util.Set;

/** Tells about one store. */
@Path("/stores/{store}")
public class StoreResource {
    private final StoreLookup stores;

    /** Makes the resource. */
    public StoreResource(StoreLookup stores) {
        this.stores = stores;
    }

    /** Answers with what the store holds. */
    @GET
    @Produces(MediaTypes.JSON)
    public Uni<Answer> store(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        ReadPoint point = ReadPoint.of(Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of()));
        return point.read(stores.store(name, http), store -> {
            JsonBuffer out = new JsonBuffer(256);
            LogPrefix log = point.log(store, http);
            write(store, log, out);
            return Uni.createFrom().item(Answer.written(out, format));
        });
    }

    /** Returns an answer with what a store holds now. */
    public static Answer answer(int status, EventStore store) {
        JsonBuffer out = new JsonBuffer(256);
        LogPrefix log = store.prefix();
        write(store, log, out);
        return Answer.json(status, out).at(log.position());
    }

    /** Writes what a store held up to the end of a prefix of its log as a JSON object; its bytes and their limit are those of now. */
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
