package dev.mayfly.append.http;

import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.MediaTypes;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.quarkus.EventLoop;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A fast lane for appends that bypasses {@link AppendResource}. It handles those whose path needs no decoding and that
 * accept a JSON answer, and leaves all others to the resource.
 *
 * <p>The same {@link AppendRequests} do the work, so both answer alike. The lane saves the framework's route to a
 * resource and back, which costs more than the append itself.
 */
@Singleton
public class AppendLane extends Lane {
    private static final String STORES = "/stores/";
    private static final String AGGREGATES = "/aggregates/";
    private static final String EVENTS = "/events";

    /** The paths of the calls in meters, in the router's notation. */
    private static final String TO_AGGREGATE = "/stores/:store/aggregates/:aggregateId/events";

    private static final String TO_STORE = "/stores/:store/events";

    private final AppendRequests appends;

    AppendLane(AppendRequests appends, RouteProblems problems) {
        super(problems);
        this.appends = appends;
    }

    @Override
    public boolean pass(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (!request.method().equals(HttpMethod.POST)
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
            String store = path.substring(STORES.length(), storeEnd);
            request.routed(TO_STORE);
            answer(context, () -> appends.toStore(store, context));
            return false;
        }
        int idStart = storeEnd + AGGREGATES.length();
        if (path.startsWith(AGGREGATES, storeEnd) && path.indexOf('/', idStart) == eventsStart) {
            String store = path.substring(STORES.length(), storeEnd);
            String aggregateId = path.substring(idStart, eventsStart);
            request.routed(TO_AGGREGATE);
            answer(context, () -> appends.toAggregate(store, aggregateId, context));
            return false;
        }
        return true;
    }

    private void answer(RoutingContext http, Call call) {
        CompletionStage<Answer> answer;
        try {
            answer = call.begin();
        } catch (RuntimeException refused) {
            fail(http, refused);
            return;
        }
        EventLoop.current().whenComplete(answer, (done, failure) -> send(http, done, failure));
    }

    /** An append that a request asks for; see {@link AppendRequests}. */
    private interface Call {
        CompletionStage<Answer> begin();
    }

    private static boolean acceptsJson(@Nullable String accept) {
        return accept == null || accept.equals("*/*") || accept.equals(MediaTypes.JSON);
    }
}
