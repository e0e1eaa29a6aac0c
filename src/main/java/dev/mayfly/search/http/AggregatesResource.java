package dev.mayfly.search.http;

import dev.mayfly.eventstore.prefix.AggregatePage;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
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
import org.jspecify.annotations.Nullable;

/** Lists aggregates. */
@Path("/stores/{store}")
public class AggregatesResource {
    private static final Set<String> PARAMETERS =
            Set.of("aggregateType", "prefix", "limit", "cursor", "asOf", "minPosition", "timeout");

    /** The most aggregates that are read on the event loop. */
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
    public Uni<Answer> list(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        ListRequest<Listing.Aggregates> request = ListRequest.read(
                Fields.ofQuery(http.request().query(), PARAMETERS, Set.of()),
                Listing.Aggregates.class,
                AggregatesResource::listing);
        return request.point().read(http, stores.budgeted(name, http), store -> {
            Walk walk = request.walk(store);
            Answer.position(http, walk.log().position());
            Listing.Aggregates listing = request.listing();
            if (looks(walk, listing) <= AT_ONCE_AGGREGATES) {
                return Uni.createFrom().item(reply(http, format, walk, page(walk, listing)));
            }
            return ClientWork.compute(http, () -> page(walk, listing)).map(page -> reply(http, format, walk, page));
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
        return Answer.text(text, format, text.sizeBound(Answer.AT_ONCE_BYTES));
    }
}
