package dev.mayfly.search.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.TruncatedException;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.search.AggregateState;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Set;

/** Answers with the state that the events of one aggregate make, and with what changed in it. */
@Path("/stores/{store}/aggregates/{aggregateId}")
public class StateResource {
    private static final Set<String> STATE = Set.of("version", "asOf", "minPosition", "timeout");
    private static final Set<String> DIFFERENCE = Set.of("from", "to", "asOf", "minPosition", "timeout");
    private static final long LAST = -1;

    private final StoreLookup stores;

    /** Makes the resource. */
    public StateResource(StoreLookup stores) {
        this.stores = stores;
    }

    /** Answers with the state of an aggregate. */
    @GET
    @Path("state")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> state(
            @PathParam("store") String name,
            @Encoded @PathParam("aggregateId") String encodedId,
            @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        String aggregateId = AggregateResource.aggregateId(encodedId);
        Fields fields = Fields.ofQuery(http.request().query(), STATE, Set.of());
        long wanted = fields.number("version", 0, Long.MAX_VALUE, LAST);
        ReadPoint point = ReadPoint.of(fields);
        return point.read(http, stores.budgeted(name, http), store -> {
            LogPrefix log = point.log(store, http);
            long version = within("version", wanted, last(log, aggregateId));
            requireLeft(log, aggregateId, version, wanted);
            EntityTags.version(http, log, aggregateId, version, format);
            return ClientWork.compute(http, () -> reply(AggregateState.at(log, aggregateId, version), format));
        });
    }

    /** Answers with what makes the state at one version of that at another. */
    @GET
    @Path("diff")
    @Produces({MediaTypes.JSON, MediaTypes.JSON_PATCH})
    public Uni<Answer> difference(
            @PathParam("store") String name,
            @Encoded @PathParam("aggregateId") String encodedId,
            @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.JSON_PATCH);
        String aggregateId = AggregateResource.aggregateId(encodedId);
        Fields fields = Fields.ofQuery(http.request().query(), DIFFERENCE, Set.of());
        long wantedFrom = fields.number("from", 0, Long.MAX_VALUE, 0);
        long wantedTo = fields.number("to", 0, Long.MAX_VALUE, LAST);
        ReadPoint point = ReadPoint.of(fields);
        return point.read(http, stores.budgeted(name, http), store -> {
            LogPrefix log = point.log(store, http);
            long last = last(log, aggregateId);
            long from = within("from", wantedFrom, last);
            long to = within("to", wantedTo, last);
            requireLeft(log, aggregateId, from, wantedFrom);
            requireLeft(log, aggregateId, to, wantedTo);
            EntityTags.version(http, log, aggregateId, to, format);
            return ClientWork.compute(http, () -> reply(AggregateState.difference(log, aggregateId, from, to), format));
        });
    }

    private static Answer reply(JsonBuffer text, Format format) {
        return Answer.written(text, format);
    }

    private static long last(LogPrefix log, String aggregateId) {
        long last = log.version(aggregateId);
        if (last == 0) {
            throw AggregateResource.unknown(aggregateId);
        }
        return last;
    }

    /** Checks that a version that a request names has not been removed. */
    private static void requireLeft(LogPrefix log, String aggregateId, long version, long wanted) {
        if (wanted > 0) {
            TruncatedException.requireFrom(log, aggregateId, version);
        }
    }

    private static long within(String field, long version, long last) {
        if (version > last) {
            throw InvalidInputException.invalid(field, "must be at most " + last + ", the aggregate's last version");
        }
        return version == LAST ? last : version;
    }
}
