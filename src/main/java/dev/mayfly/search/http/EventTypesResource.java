package dev.mayfly.search.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.search.EventTypeText;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Set;

/** Lists the event types of a store. */
@Path("/stores/{store}")
public class EventTypesResource {
    /** The most events whose types are counted on the event loop, about a nanosecond each. */
    private static final long AT_ONCE_EVENTS = 50_000;

    private final StoreLookup stores;

    /** Makes the resource. */
    public EventTypesResource(StoreLookup stores) {
        this.stores = stores;
    }

    /** Answers with all event types, in the order of their first events. */
    @GET
    @Path("event-types")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> eventTypes(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        ReadPoint point = ReadPoint.of(Fields.ofQuery(http.request().query(), ReadPoint.PARAMETERS, Set.of()));
        return point.read(http, stores.budgeted(name, http), store -> {
            LogPrefix log = point.log(store, http);
            if (log.position() <= AT_ONCE_EVENTS) {
                return Uni.createFrom().item(reply(log, format));
            }
            return ClientWork.compute(http, () -> reply(log, format));
        });
    }

    private static Answer reply(LogPrefix log, Format format) {
        JsonBuffer text = EventTypeText.write(log.eventTypes());
        return Answer.written(text, format);
    }
}
