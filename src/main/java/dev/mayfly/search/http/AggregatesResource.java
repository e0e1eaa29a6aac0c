package dev.mayfly.search.http;

import dev.mayfly.eventstore.prefix.AggregatePage;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.openapi.ApiDescription;
import dev.mayfly.http.openapi.SharedParameters;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.route.Workers;
import dev.mayfly.input.Fields;
import dev.mayfly.search.AggregateText;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.Listing;
import dev.mayfly.search.Walk;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
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

/** Lists aggregates. */
@Tag(name = "Read", description = "Read events, aggregates and stores.")
@Path("/stores/{store}")
public class AggregatesResource {
    private static final Set<String> PARAMETERS =
            Set.of("aggregateType", "prefix", "limit", "cursor", "asOf", "minPosition", "timeout");

    /** The most aggregates that are looked at on the event loop. */
    private static final int AT_ONCE_AGGREGATES = 1_000;

    private final StoreLookup stores;

    /** Makes the resource. */
    public AggregatesResource(StoreLookup stores) {
        this.stores = stores;
    }

    /** Answers with a page of aggregates in the order of their first events. */
    @GET
    @Path("aggregates")
    @Produces(MediaTypes.JSON)
    @Operation(
            operationId = "listAggregates",
            summary = "List aggregates",
            description = "A page of aggregates, in the order of their first events.")
    @Parameter(
            name = "aggregateType",
            in = ParameterIn.QUERY,
            description = "The type that they have.",
            example = "Payment",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "prefix",
            in = ParameterIn.QUERY,
            description = "What their ids begin with.",
            example = "payment-",
            schema = @Schema(type = SchemaType.STRING))
    @Extension(name = SharedParameters.NAMES, value = "limit cursor asOf minPosition timeout")
    @APIResponse(
            responseCode = "200",
            description = "The aggregates.",
            headers = {@Header(name = "Link", ref = "NextPage")},
            content = @Content(mediaType = MediaTypes.JSON, schema = @Schema(ref = "AggregatePage")))
    @Extension(name = ApiDescription.PROBLEMS, value = "not-found unavailable")
    public Uni<Answer> list(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        ListRequest<Listing.Aggregates> request = ListRequest.read(
                Fields.ofQuery(http.request().query(), PARAMETERS, Set.of()),
                Listing.Aggregates.class,
                AggregatesResource::listing);
        return request.point().read(stores.store(name, http), store -> {
            Walk walk = request.walk(store);
            Answer.position(http, walk.log().position());
            Listing.Aggregates listing = request.listing();
            if (looks(walk, listing) <= AT_ONCE_AGGREGATES) {
                return Uni.createFrom().item(reply(http, format, walk, page(walk, listing)));
            }
            return Workers.compute(http, () -> page(walk, listing)).map(page -> reply(http, format, walk, page));
        });
    }

    private static Listing.Aggregates listing(Fields fields, Listing.@Nullable Aggregates base) {
        if (base != null && !fields.has("aggregateType") && !fields.has("prefix")) {
            return base;
        }
        return new Listing.Aggregates(fields.identifier("aggregateType"), fields.text("prefix"));
    }

    private static long looks(Walk walk, Listing.Aggregates listing) {
        long all = walk.log().aggregateCount();
        boolean every = listing.aggregateType() == null && listing.prefix() == null;
        return every ? Math.min(all, walk.pageLimit()) : all;
    }

    private static AggregatePage page(Walk walk, Listing.Aggregates listing) {
        LogPrefix log = walk.log();
        return log.aggregates(listing.aggregateType(), listing.prefix(), walk.last(), walk.pageLimit());
    }

    private static Answer reply(RoutingContext http, Format format, Walk walk, AggregatePage page) {
        Cursor next = walk.next(page.next());
        EventReads.link(http, http.request().path() + "?", next);
        AggregateText text = new AggregateText(page.aggregates(), next);
        return Answer.text(text, format, text.sizeBound());
    }
}
