package dev.mayfly.search.http;

import dev.mayfly.criteria.Order;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.TruncatedException;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.Fields;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.Listing;
import dev.mayfly.search.Walk;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers with the history of one aggregate. */
@Path("/stores/{store}")
public class HistoryResource {
    private static final Set<String> PARAMETERS =
            Set.of("fromVersion", "toVersion", "limit", "order", "cursor", "asOf", "minPosition", "timeout");

    private final StoreLookup stores;
    private final EventReads reads;

    /** Makes the resource. */
    public HistoryResource(StoreLookup stores, EventReads reads) {
        this.stores = stores;
        this.reads = reads;
    }

    /** Answers with events of an aggregate, by version. */
    @GET
    @Path("aggregates/{aggregateId}/events")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENTS})
    public Uni<Answer> history(
            @PathParam("store") String name,
            @Encoded @PathParam("aggregateId") String encodedId,
            @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        String aggregateId = AggregateResource.aggregateId(encodedId);
        Fields query = Fields.ofQuery(http.request().query(), PARAMETERS, Set.of());
        // A walk under way passes over what has been removed since it began.
        boolean asksFrom = query.text("fromVersion") != null && query.text(Cursor.FIELD) == null;
        ListRequest<Listing.History> request =
                ListRequest.read(query, Listing.History.class, (fields, base) -> history(aggregateId, fields, base));
        return request.point().read(http, stores.store(name, http), store -> {
            Walk walk = request.walk(store);
            Answer.position(http, walk.log().position());
            long version = walk.log().version(aggregateId);
            if (version == 0) {
                throw AggregateResource.unknown(aggregateId);
            }
            if (asksFrom) {
                TruncatedException.requireFrom(
                        walk.log(), aggregateId, request.listing().fromVersion());
            }
            EntityTags.version(http, walk.log(), aggregateId, version, format);
            return reads.events(
                    http,
                    http.request().path() + "?",
                    upTo(version, aggregateId, walk),
                    request.listing(),
                    EventReads.limit(walk, format),
                    format,
                    new HistoryEnvelope(aggregateId, version));
        });
    }

    /** Returns the same walk, seeing no more than the last event of the aggregate: then its answer depends on nothing else. */
    private static Walk upTo(long version, String aggregateId, Walk walk) {
        long last = walk.log()
                .history(aggregateId, version, version, Order.ASCENDING)
                .next();
        return new Walk(walk.store(), walk.log().upTo(last), walk.asOf(), walk.listing(), walk.last(), 0, walk.limit());
    }

    private static Listing.History history(String aggregateId, Fields fields, Listing.@Nullable History base) {
        long least = fields.number("fromVersion", 0, Long.MAX_VALUE, base == null ? 1 : base.fromVersion());
        long from = Math.max(1, least);
        long to = fields.number("toVersion", 1, Long.MAX_VALUE, base == null ? Long.MAX_VALUE : base.toVersion());
        if (from > to) {
            throw InvalidInputException.invalid("fromVersion", "must not be greater than 'toVersion'");
        }
        Order order = fields.oneOf("order", SearchReader.ORDERS, base == null ? Order.ASCENDING : base.order());
        return new Listing.History(aggregateId, from, to, order);
    }

    /** The object of a history, {@code {"aggregateId", "version", "events", "next"}}. */
    private record HistoryEnvelope(String aggregateId, long version) implements EventReads.Envelope {
        @Override
        public void open(LogPrefix log, JsonBuffer out) {
            out.ascii("{\"aggregateId\":").string(aggregateId);
            out.ascii(",\"version\":").number(version).ascii(",\"events\":[");
        }

        @Override
        public void close(LogPrefix log, @Nullable Cursor next, JsonBuffer out) {
            out.ascii("],\"next\":");
            Cursor.write(next, out);
            out.put('}');
        }
    }
}
