package dev.mayfly.search.http;

import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.route.EventsLane;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * A fast lane for searches and histories that bypasses the framework's way to {@link SearchResource} and {@link
 * HistoryResource}, which do the work. It takes those whose path needs no decoding and that accept a JSON answer, and
 * leaves all others to the framework.
 */
@Singleton
public class ReadLane extends EventsLane {
    /** The last gate of all, after the one that applies faults to reads. */
    private static final int PRIORITY = 2;

    private final SearchResource searches;
    private final HistoryResource histories;

    ReadLane(SearchResource searches, HistoryResource histories, RouteProblems problems) {
        super(HttpMethod.GET, problems);
        this.searches = searches;
        this.histories = histories;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    protected void ofStore(String store, RoutingContext http) {
        answer(http, () -> searches.search(store, http));
    }

    @Override
    protected void ofAggregate(String store, String aggregateId, RoutingContext http) {
        answer(http, () -> histories.history(store, aggregateId, http));
    }

    private void answer(RoutingContext http, Supplier<Uni<Answer>> read) {
        Uni<Answer> answer;
        try {
            answer = read.get();
        } catch (RuntimeException refused) {
            fail(http, refused);
            return;
        }
        EventLoop loop = EventLoop.current();
        // What waits ends by itself when its client goes.
        var unused = answer.subscribe()
                .with(
                        done -> loop.execute(() -> send(http, done, null)),
                        failure -> loop.execute(() -> fail(http, failure)));
    }
}
