package dev.mayfly.search.http;

import dev.mayfly.criteria.Order;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.Reply;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Answers with the history of one aggregate. */
@Tag(name = "Read", description = "Read events, aggregates and stores.")
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
    @Operation(
            operationId = "readHistory",
            summary = "Read an aggregate's history",
            description =
                    "The events of one aggregate by version: a page as JSON or as CloudEvents, or all of them as NDJSON, one"
                            + " event a line.")
    @Parameter(
            name = "fromVersion",
            in = ParameterIn.QUERY,
            description = "The lowest version, inclusive; 0, before everything, is the same as 1.",
            example = "1",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
    @Parameter(
            name = "toVersion",
            in = ParameterIn.QUERY,
            description = "The highest version, inclusive.",
            example = "10",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @Extension(name = SharedParameters.NAMES, value = "order limit cursor asOf minPosition timeout knownTag")
    @APIResponse(
            responseCode = "200",
            description = "The events.",
            headers = {@Header(name = "ETag", ref = "AggregateTag"), @Header(name = "Link", ref = "NextPage")},
            content = {
                @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "History")),
                @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "Event")),
                @Content(mediaType = MediaTypes.CLOUD_EVENTS, schema = @Schema(ref = "CloudEvents"))
            })
    @APIResponse(responseCode = "304", ref = "NotModified")
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found unavailable")
    public Uni<Reply> history(
            @PathParam("store") String name,
            @Encoded @PathParam("aggregateId") String encodedId,
            @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        String aggregateId = AggregateResource.aggregateId(encodedId);
        ListRequest<Listing.History> request = ListRequest.read(
                Fields.ofQuery(http.request().query(), PARAMETERS, Set.of()),
                Listing.History.class,
                (fields, base) -> history(aggregateId, fields, base));
        return request.point().read(stores.store(name, http), store -> {
            Walk walk = request.walk(store);
            Answers.position(http, walk.log().position());
            long version = walk.log().version(aggregateId);
            if (version == 0) {
                throw AggregateResource.unknown(aggregateId);
            }
            EntityTags.version(http, walk.log(), version, format);
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
        return new Walk(walk.store(), walk.log().upTo(last), walk.asOf(), walk.listing(), walk.last(), walk.limit());
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
