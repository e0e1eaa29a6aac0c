package dev.mayfly.http.route;

import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.RouteProblems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * A lane for the events of a store or of an aggregate. It takes requests with a method whose path needs no decoding and
 * that accept a JSON answer.
 */
public abstract class EventsLane extends Lane {
    private static final String STORES = "/stores/";
    private static final String AGGREGATES = "/aggregates/";
    private static final String EVENTS = "/events";

    /** The paths of the calls in meters, in the router's notation. */
    private static final String OF_AGGREGATE = "/stores/:store/aggregates/:aggregateId/events";

    private static final String OF_STORE = "/stores/:store/events";

    private final HttpMethod method;

    /** Makes a lane for requests with a method. */
    protected EventsLane(HttpMethod method, RouteProblems problems) {
        super(problems);
        this.method = method;
    }

    @Override
    public final boolean pass(RoutingContext http) {
        HttpServerRequest request = http.request();
        String path = request.path();
        if (!request.method().equals(method)
                || path == null
                || !path.startsWith(STORES)
                || !path.endsWith(EVENTS)
                || path.indexOf('%') >= 0
                || !acceptsJson(request.getHeader(HttpHeaders.ACCEPT))) {
            return true;
        }
        int storeEnd = path.indexOf('/', STORES.length());
        int eventsStart = path.length() - EVENTS.length();
        if (storeEnd == eventsStart) {
            request.routed(OF_STORE);
            ofStore(path.substring(STORES.length(), storeEnd), http);
            return false;
        }
        int idStart = storeEnd + AGGREGATES.length();
        if (path.startsWith(AGGREGATES, storeEnd) && path.indexOf('/', idStart) == eventsStart) {
            request.routed(OF_AGGREGATE);
            ofAggregate(path.substring(STORES.length(), storeEnd), path.substring(idStart, eventsStart), http);
            return false;
        }
        return true;
    }

    /** Answers a request for the events of a store. */
    protected abstract void ofStore(String store, RoutingContext http);

    /** Answers a request for the events of an aggregate. */
    protected abstract void ofAggregate(String store, String aggregateId, RoutingContext http);

    private static boolean acceptsJson(@Nullable String accept) {
        return accept == null || accept.equals("*/*") || accept.equals(MediaTypes.JSON);
    }
}
