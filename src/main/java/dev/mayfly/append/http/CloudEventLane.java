package dev.mayfly.append.http;

import dev.mayfly.eventstore.Stores;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.answer.Sender;
import dev.mayfly.http.quarkus.EventLoop;
import dev.mayfly.http.quarkus.Gate;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lane that accepts CloudEvents for the default store at {@code POST /}, the usual address of a sink.
 *
 * <p>It comes before the resources because a resource at the root would refuse all other methods there, including the
 * {@code GET} for the console's page.
 */
@Singleton
public class CloudEventLane implements Gate {
    /** After the path check, CORS and authentication. */
    private static final int PRIORITY = 10;

    private static final String ROOT = "/";

    private final CloudEventRequests requests;
    private final RouteProblems problems;

    CloudEventLane(CloudEventRequests requests, RouteProblems problems) {
        this.requests = requests;
        this.problems = problems;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public void handle(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (!request.method().equals(HttpMethod.POST) || !ROOT.equals(request.path())) {
            http.next();
            return;
        }
        request.routed(ROOT);
        EventLoop.current()
                .whenComplete(
                        requests.accept(Stores.DEFAULT, http), (position, failure) -> send(http, position, failure));
    }

    private void send(RoutingContext http, @Nullable Long position, @Nullable Throwable failure) {
        if (failure != null) {
            problems.fail(http, failure);
        } else {
            Sender.send(http, CloudEventRequests.accepted(Objects.requireNonNull(position)));
        }
    }
}
