package dev.mayfly.analytics.http;

import dev.mayfly.analytics.Correlation;
import dev.mayfly.analytics.Heatmap;
import dev.mayfly.analytics.Statistics;
import dev.mayfly.analytics.Trends;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.Identifier;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.time.Interval;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.CloudEventAnswers;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.input.Fields;
import dev.mayfly.input.PercentEncoding;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Analyses the events that match the criteria of a request. */
@Path("/stores/{store}/analytics")
public class AnalyticsResource {
    private static final String INTERVAL = "interval";
    private static final String FILL = "fill";
    private static final String CORRELATION_ID = "correlationId";

    private static final Map<String, Interval> INTERVALS =
            Arrays.stream(Interval.values()).collect(Collectors.toMap(Interval::word, Function.identity()));
    private static final Map<String, Boolean> FILLS = Map.of("zero", true);
    private static final Set<String> TREND_PARAMETERS = trendParameters();

    private final StoreLookup stores;
    private final CloudEventAnswers cloudEvents;

    /** Makes the resource. */
    public AnalyticsResource(StoreLookup stores, CloudEventAnswers cloudEvents) {
        this.stores = stores;
        this.cloudEvents = cloudEvents;
    }

    /** Answers with the number of events, in total and by several of their properties. */
    @GET
    @Path("statistics")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> statistics(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        EventStore store = stores.budgeted(name, http);
        AnalyticsRequest request = AnalyticsRequest.of(fields(http, AnalyticsRequest.PARAMETERS));
        return request.count(http, store, format, scan -> AnalysisText.write(Statistics.of(scan, request.zone())));
    }

    /** Answers with the number of events in each interval of time. */
    @GET
    @Path("trends")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> trends(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        EventStore store = stores.budgeted(name, http);
        Fields fields = fields(http, TREND_PARAMETERS);
        AnalyticsRequest request = AnalyticsRequest.of(fields);
        Interval interval = fields.oneOf(INTERVAL, INTERVALS, Interval.DAY);
        boolean filled = fields.oneOf(FILL, FILLS, false);
        Criteria criteria = request.criteria();
        return request.count(
                http,
                store,
                format,
                filled,
                scan -> AnalysisText.write(
                        filled
                                ? Trends.filled(
                                        scan, interval, request.zone(), criteria.fromNanos(), criteria.toNanos())
                                : Trends.of(scan, interval, request.zone())));
    }

    /** Answers with the number of events in each hour, on each day, and in each hour of the week. */
    @GET
    @Path("heatmap")
    @Produces(MediaTypes.JSON)
    public Uni<Answer> heatmap(@PathParam("store") String name, @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON);
        EventStore store = stores.budgeted(name, http);
        AnalyticsRequest request = AnalyticsRequest.of(fields(http, AnalyticsRequest.PARAMETERS));
        return request.count(http, store, format, scan -> AnalysisText.write(Heatmap.of(scan, request.zone())));
    }

    /** Answers with the events of a correlation, and the tree of their causes and effects. */
    @GET
    @Path("correlations/{correlationId}")
    @Produces({MediaTypes.JSON, MediaTypes.CLOUD_EVENTS})
    public Uni<Answer> correlation(
            @PathParam("store") String name,
            @Encoded @PathParam(CORRELATION_ID) String encodedId,
            @Context RoutingContext http) {
        Format format = Format.of(http, Format.JSON, Format.CLOUD_EVENTS);
        EventStore store = stores.budgeted(name, http);
        String id = Identifier.require(CORRELATION_ID, PercentEncoding.decode(CORRELATION_ID, encodedId));
        Fields fields = fields(http, AnalyticsRequest.PARAMETERS);
        List<String> ids = fields.identifiers(CORRELATION_ID);
        if (!ids.isEmpty() && !ids.contains(id)) {
            throw InvalidInputException.invalid(CORRELATION_ID, "must equal the id in the path, or be left out");
        }
        AnalyticsRequest request = AnalyticsRequest.of(fields.with(CORRELATION_ID, id));
        return request.point().read(http, store, request.criteria()::sizeBytes, ready -> {
            LogPrefix log = request.point().log(ready, http);
            requireEvents(log, id);
            EventScan scan = log.scan(request.criteria(), Sort.TIMESTAMP);
            return AnalyticsRequest.analyse(http, AnalyticsRequest.isLong(scan), () -> Correlation.of(id, log, scan))
                    .map(correlation -> reply(correlation, format));
        });
    }

    private Answer reply(Correlation correlation, Format format) {
        if (format == Format.CLOUD_EVENTS) {
            long[] positions = new long[correlation.size()];
            Arrays.setAll(positions, correlation::position);
            return cloudEvents.array(correlation.log(), Positions.of(positions, positions.length), Long.MAX_VALUE);
        }
        CorrelationText text = new CorrelationText(correlation);
        return Answer.text(text, format, text.sizeBound(Answer.AT_ONCE_BYTES));
    }

    private static void requireEvents(LogPrefix log, String correlationId) {
        Criteria correlation =
                Criteria.builder().correlationIds(List.of(correlationId)).build();
        if (log.search(correlation, Sort.POSITION, Order.ASCENDING, 0).next() == 0) {
            throw Problem.notFound("No event has the correlation id '" + correlationId + "'.")
                    .exception();
        }
    }

    private static Fields fields(RoutingContext http, Set<String> parameters) {
        return Fields.ofQuery(http.request().query(), parameters, CriteriaReader.REPEATABLE);
    }

    private static Set<String> trendParameters() {
        Set<String> names = new HashSet<>(AnalyticsRequest.PARAMETERS);
        names.addAll(List.of(INTERVAL, FILL));
        return Set.copyOf(names);
    }
}
