package dev.mayfly.append.http;

import dev.mayfly.eventstore.Stores;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.route.Lane;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * A lane that accepts CloudEvents for the default store at {@code POST /}, the usual address of a sink.
 *
 * <p>It comes before the resources because a resource at the root would refuse all other methods there, including the
 * {@code GET} for the console's page.
 */
@Singleton
public class CloudEventLane extends Lane {
    private static final String ROOT = "/";

    private final CloudEventRequests requests;

    CloudEventLane(CloudEventRequests requests, RouteProblems problems) {
        super(problems);
        this.requests = requests;
    }

    @Override
    public boolean pass(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (!request.method().equals(HttpMethod.POST) || !ROOT.equals(request.path())) {
            return true;
        }
        request.routed(ROOT);
        EventLoop.current()
                .whenComplete(
                        requests.accept(Stores.DEFAULT, http),
                        (position, failure) ->
                                send(http, failure == null ? CloudEventRequests.accepted(position) : null, failure));
        return false;
    }
}
