package dev.mayfly.rest.query;

import dev.mayfly.analytics.Statistics;
import dev.mayfly.eventstore.Criteria;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.Order;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.payment.PaymentEvent;
import dev.mayfly.payment.PaymentView;
import dev.mayfly.query.EventText;
import dev.mayfly.query.Listing;
import dev.mayfly.query.Walk;
import dev.mayfly.rest.MediaTypes;
import dev.mayfly.rest.PaymentId;
import dev.mayfly.rest.PercentEncoding;
import dev.mayfly.rest.StoreLookup;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Answers questions about payments. */
@Path("/payments")
@Singleton
@NonBlocking
public class PaymentQueryResource {
    private static final String STORE = "store";
    private static final Set<String> PAYMENT_PARAMETERS = union(ReadPoint.PARAMETERS, List.of(STORE, "version"));
    private static final Set<String> HISTORY_PARAMETERS = union(ReadPoint.PARAMETERS, List.of(STORE));
    private static final Set<String> EVENTS_PARAMETERS = union(SearchReader.SINGLE, List.of(STORE));
    private static final Set<String> STATISTICS_PARAMETERS =
            union(SearchReader.SINGLE_CRITERIA, union(ReadPoint.PARAMETERS, List.of(STORE, ZoneParameter.NAME)));
    private static final Set<String> REPEATABLE = repeatable();

    /** The most events of a payment that are replayed on the event loop. */
    private static final long SHORT_HISTORY = 256;

    private final StoreLookup stores;
    private final EventReads reads;

    /** Makes the resource. */
    public PaymentQueryResource(StoreLookup stores, EventReads reads) {
        this.stores = stores;
        this.reads = reads;
    }

    /** Answers with a payment, replayed from its events. */
    @GET
    @Path("/{paymentId}")
    @Produces(MediaTypes.JSON)
    public Uni<Reply> payment(@RestPath String paymentId, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        PaymentId.require(paymentId);
        Fields fields = Fields.ofQuery(http.request().query(), PAYMENT_PARAMETERS, Set.of());
        long wanted = fields.number("version", 1, Long.MAX_VALUE, 0);
        ReadPoint point = ReadPoint.of(fields);
        return point.read(store(fields), store -> {
            LogPrefix log = point.asOfOrHead().of(store);
            long version = PaymentRead.version(log, paymentId, wanted);
            if (version <= SHORT_HISTORY) {
                return Uni.createFrom().item(reply(http, PaymentRead.payment(log, paymentId, version), format));
            }
            return EventReads.onWorker(http, () -> PaymentRead.payment(log, paymentId, version))
                    .map(payment -> reply(http, payment, format));
        });
    }

    /** Answers with all events of a payment. */
    @GET
    @Path("/{paymentId}/history")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON})
    public Uni<Reply> history(@RestPath String paymentId, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON);
        PaymentId.require(paymentId);
        Fields fields = Fields.ofQuery(http.request().query(), HISTORY_PARAMETERS, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        Listing.History history = new Listing.History(paymentId, 1, Long.MAX_VALUE, Order.ASCENDING);
        return point.read(store(fields), store -> {
            Walk walk = Walk.begin(store, point.asOfOrHead(), history, 0);
            AggregateResource.entityTag(http, PaymentRead.version(walk.log(), paymentId, 0));
            PaymentRead.History envelope = new PaymentRead.History(paymentId);
            return reads.events(http, "", walk, history, EventReads.UNLIMITED, format, envelope);
        });
    }

    /** Answers with the events of payments that meet the criteria. */
    @GET
    @Path("/events")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON})
    public Uni<Reply> events(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON);
        Fields fields = Fields.ofQuery(http.request().query(), EVENTS_PARAMETERS, REPEATABLE);
        ListRequest<Listing.Search> request = SearchReader.readWithin(PaymentEvent.AGGREGATE_TYPE, fields);
        String target = "/payments/events?" + storeParameter(fields.text(STORE));
        return request.point()
                .read(
                        store(fields),
                        store -> reads.search(http, target, request.walk(store), request.listing(), format));
    }

    /** Answers with how many events of payments meet the criteria. */
    @GET
    @Path("/statistics")
    @Produces(MediaTypes.JSON)
    public Uni<Reply> statistics(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), STATISTICS_PARAMETERS, REPEATABLE);
        ListRequest<Listing.Search> request = SearchReader.readWithin(PaymentEvent.AGGREGATE_TYPE, fields);
        Criteria criteria = request.listing().criteria();
        ZoneId zone = ZoneParameter.read(fields);
        return request.point().read(store(fields), store -> {
            LogPrefix log = request.point().asOfOrHead().of(store);
            return EventReads.onWorker(http, () -> StatisticsText.write(Statistics.of(log, criteria, zone)))
                    .map(text -> new Reply(EventText.of(text), format.mediaType(), text.size()));
        });
    }

    private EventStore store(Fields fields) {
        String name = fields.text(STORE);
        return stores.store(name == null ? Stores.DEFAULT : name);
    }

    private static Reply reply(RoutingContext http, PaymentView payment, Format format) {
        AggregateResource.entityTag(http, payment.version());
        return Reply.small(EventText.of(PaymentText.write(payment)), format);
    }

    private static String storeParameter(@Nullable String name) {
        return name == null ? "" : STORE + "=" + PercentEncoding.encode(name) + "&";
    }

    private static Set<String> repeatable() {
        Set<String> names = new HashSet<>(SearchReader.REPEATABLE);
        names.remove("aggregateType");
        return Set.copyOf(names);
    }

    private static Set<String> union(Collection<String> some, Collection<String> more) {
        Set<String> names = new HashSet<>(some);
        names.addAll(more);
        return Set.copyOf(names);
    }
}
