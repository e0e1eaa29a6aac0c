package dev.mayfly.payment.http;

import dev.mayfly.analytics.Statistics;
import dev.mayfly.analytics.http.AnalysisText;
import dev.mayfly.analytics.http.AnalyticsRequest;
import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.criteria.Order;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.read.ZoneParameter;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import dev.mayfly.input.PercentEncoding;
import dev.mayfly.payment.PaymentEvent;
import dev.mayfly.payment.PaymentView;
import dev.mayfly.search.Listing;
import dev.mayfly.search.Walk;
import dev.mayfly.search.http.EntityTags;
import dev.mayfly.search.http.EventReads;
import dev.mayfly.search.http.ListRequest;
import dev.mayfly.search.http.SearchReader;
import dev.mayfly.search.http.SearchRequest;
import dev.mayfly.search.http.Searches;
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

/** Answers queries about payments. */
@Path("/payments")
@Singleton
@NonBlocking
public class PaymentQueryResource {
    private static final String STORE = StoreLookup.PARAMETER;
    private static final Set<String> PAYMENT_PARAMETERS = union(ReadPoint.PARAMETERS, List.of(STORE, "version"));
    private static final Set<String> HISTORY_PARAMETERS = union(ReadPoint.PARAMETERS, List.of(STORE));
    private static final Set<String> EVENTS_PARAMETERS = union(SearchRequest.PARAMETERS, List.of(STORE));
    private static final Set<String> STATISTICS_PARAMETERS = union(AnalyticsRequest.PARAMETERS, List.of(STORE));
    private static final Set<String> REPEATABLE = repeatable();

    /** The longest history, in events, that is replayed on the event loop. */
    private static final long SHORT_HISTORY = 256;

    private final StoreLookup stores;
    private final EventReads reads;
    private final Searches searches;

    /** Makes the resource. */
    public PaymentQueryResource(StoreLookup stores, EventReads reads, Searches searches) {
        this.stores = stores;
        this.reads = reads;
        this.searches = searches;
    }

    /** Answers with a payment, replayed from its events. */
    @GET
    @Path("/{paymentId}")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> payment(@RestPath String paymentId, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        PaymentId.require(paymentId);
        Fields fields = Fields.ofQuery(http.request().query(), PAYMENT_PARAMETERS, Set.of());
        long wanted = fields.number("version", 1, Long.MAX_VALUE, 0);
        ReadPoint point = ReadPoint.of(fields);
        return point.read(http, store(fields, http), store -> {
            LogPrefix log = point.log(store, http);
            long version = PaymentRead.version(log, paymentId, wanted);
            if (version <= SHORT_HISTORY) {
                return Uni.createFrom().item(reply(http, log, PaymentRead.payment(log, paymentId, version), format));
            }
            return ClientWork.compute(http, () -> PaymentRead.payment(log, paymentId, version))
                    .map(payment -> reply(http, log, payment, format));
        });
    }

    /** Answers with all events of a payment. */
    @GET
    @Path("/{paymentId}/history")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENTS})
    public Uni<Answer> history(@RestPath String paymentId, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        PaymentId.require(paymentId);
        Fields fields = Fields.ofQuery(http.request().query(), HISTORY_PARAMETERS, Set.of());
        ReadPoint point = ReadPoint.of(fields);
        Listing.History history = new Listing.History(paymentId, 1, Long.MAX_VALUE, Order.ASCENDING);
        return point.read(http, store(fields, http), store -> {
            Walk walk = Walk.begin(store, point.asOfOrHead(), history, 0);
            Answer.position(http, walk.log().position());
            EntityTags.version(http, walk.log(), paymentId, PaymentRead.version(walk.log(), paymentId, 0), format);
            PaymentRead.History envelope = new PaymentRead.History(paymentId);
            return reads.events(http, "", walk, history, EventReads.UNLIMITED, format, envelope);
        });
    }

    /** Answers with the events of payments that match the criteria. */
    @GET
    @Path("/events")
    @Produces({MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.CLOUD_EVENTS})
    public Uni<Answer> events(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.NDJSON, Format.CLOUD_EVENTS);
        Fields fields = Fields.ofQuery(http.request().query(), EVENTS_PARAMETERS, REPEATABLE);
        SearchRequest request = SearchRequest.within(PaymentEvent.AGGREGATE_TYPE, fields);
        String target = "/payments/events?" + storeParameter(fields.text(STORE));
        return searches.answer(http, target, store(fields, http), request, format);
    }

    /** Answers with statistics of the events of payments that match the criteria. */
    @GET
    @Path("/statistics")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> statistics(@Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        Fields fields = Fields.ofQuery(http.request().query(), STATISTICS_PARAMETERS, REPEATABLE);
        ListRequest<Listing.Search> request = SearchReader.readWithin(PaymentEvent.AGGREGATE_TYPE, fields);
        ZoneId zone = ZoneParameter.read(fields);
        return new AnalyticsRequest(request.listing().criteria(), request.point(), zone)
                .count(http, store(fields, http), format, scan -> AnalysisText.write(Statistics.of(scan, zone)));
    }

    private EventStore store(Fields fields, RoutingContext http) {
        return stores.budgetedOfParameter(fields.text(STORE), http);
    }

    private static Answer reply(RoutingContext http, LogPrefix log, PaymentView payment, Format format) {
        EntityTags.version(http, log, payment.paymentId(), payment.version(), format);
        return Answer.written(PaymentText.write(payment), format);
    }

    private static String storeParameter(@Nullable String name) {
        return name == null ? "" : STORE + "=" + PercentEncoding.encode(name) + "&";
    }

    private static Set<String> repeatable() {
        Set<String> names = new HashSet<>(CriteriaReader.REPEATABLE);
        names.remove("aggregateType");
        return Set.copyOf(names);
    }

    private static Set<String> union(Collection<String> some, Collection<String> more) {
        Set<String> names = new HashSet<>(some);
        names.addAll(more);
        return Set.copyOf(names);
    }
}
