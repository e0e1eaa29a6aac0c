package dev.mayfly.append.http;

import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.route.EventsLane;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/**
 * A fast lane for appends that bypasses {@link AppendResource}. It handles those whose path needs no decoding and that
 * accept a JSON answer, and leaves all others to the resource.
 *
 * <p>The same {@link AppendRequests} do the work, so both answer alike. The lane saves the framework's route to a
 * resource and back, which costs more than the append itself.
 */
@Singleton
public class AppendLane extends EventsLane {
    private final AppendRequests appends;

    AppendLane(AppendRequests appends, RouteProblems problems) {
        super(HttpMethod.POST, problems);
        this.appends = appends;
    }

    @Override
    protected void ofStore(String store, RoutingContext http) {
        answer(http, () -> appends.toStore(store, http));
    }

    @Override
    protected void ofAggregate(String store, String aggregateId, RoutingContext http) {
        answer(http, () -> appends.toAggregate(store, aggregateId, http));
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
}
