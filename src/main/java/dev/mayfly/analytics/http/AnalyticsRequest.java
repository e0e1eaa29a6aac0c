package dev.mayfly.analytics.http;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaReader;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.http.read.ZoneParameter;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.input.Fields;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A request to analyse the events that match criteria.
 *
 * @param criteria the criteria
 * @param point the point at which the log is read
 * @param zone the time zone of the hours and days
 */
public record AnalyticsRequest(Criteria criteria, ReadPoint point, ZoneId zone) {
    /** The names of the parameters that every analysis accepts, each at most once. */
    public static final Set<String> PARAMETERS = parameters();

    /** The most events that are examined on the event loop; each takes some tens of nanoseconds. */
    private static final int AT_ONCE_EVENTS = 5_000;

    /**
     * Reads the parameters that every analysis accepts.
     *
     * @throws dev.mayfly.event.InvalidInputException if one is invalid
     */
    static AnalyticsRequest of(Fields fields) {
        return new AnalyticsRequest(CriteriaReader.criteria(fields), ReadPoint.of(fields), ZoneParameter.read(fields));
    }

    /** Answers with the result of {@code analysis} for a scan of the events, in order of position. */
    public Uni<Answer> count(
            RoutingContext http, EventStore store, Format format, Function<EventScan, JsonBuffer> analysis) {
        return count(http, store, format, false, analysis);
    }

    /**
     * Answers with the result of {@code analysis} for a scan of the events, in order of position.
     *
     * @param lengthy whether the analysis must run on a worker even for few events, because its result may be long
     */
    public Uni<Answer> count(
            RoutingContext http,
            EventStore store,
            Format format,
            boolean lengthy,
            Function<EventScan, JsonBuffer> analysis) {
        return point.read(http, store, criteria::sizeBytes, ready -> {
            EventScan scan = point.log(ready, http).scan(criteria, Sort.POSITION);
            return analyse(http, lengthy || isLong(scan), () -> analysis.apply(scan))
                    .map(text -> Answer.written(text, format));
        });
    }

    /** Returns whether reading a scan to its end may take too long for the event loop. */
    static boolean isLong(EventScan scan) {
        return scan.candidates(Long.MAX_VALUE) > AT_ONCE_EVENTS;
    }

    /** Runs an analysis: on a worker if it is lengthy, otherwise at once on the calling thread. */
    static <T> Uni<T> analyse(RoutingContext http, boolean lengthy, Supplier<T> analysis) {
        return lengthy
                ? ClientWork.compute(http, analysis::get)
                : Uni.createFrom().item(analysis.get());
    }

    private static Set<String> parameters() {
        Set<String> names = new HashSet<>(CriteriaReader.SINGLE);
        names.addAll(ReadPoint.PARAMETERS);
        names.add(ZoneParameter.NAME);
        return Set.copyOf(names);
    }
}
