package dev.mayfly.dump.http;

import dev.mayfly.dump.DumpText;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.Fields;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import java.util.Set;

/** Exports a whole store. */
@Path("/stores/{store}/export")
public class ExportResource {
    private static final String CHECKSUM = "checksum";
    private static final Set<String> PARAMETERS = Set.of("asOf", "minPosition", "timeout", CHECKSUM);

    private final StoreLookup stores;

    /** Makes the resource. */
    public ExportResource(StoreLookup stores) {
        this.stores = stores;
    }

    /** Answers with all events of a store, one per line. */
    @GET
    @Produces(MediaTypes.NDJSON)
    public Uni<Answer> export(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.NDJSON);
        Fields fields = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        boolean checksum = fields.oneOf(CHECKSUM, Map.of("true", true, "false", false), false);
        return point.read(
                http,
                stores.store(name, http),
                store -> Uni.createFrom().item(reply(store, point.log(store, http), checksum, format)));
    }

    private static Answer reply(EventStore store, LogPrefix log, boolean checksum, Format format) {
        TextSource text = checksum ? DumpText.of(store.name(), log) : DumpText.events(log);
        return Answer.text(text, format, Long.MAX_VALUE);
    }
}
