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
 * Takes CloudEvents into the default store at {@code POST /}, the address that a sink is usually given.
 *
 * <p>It comes before the resources because a resource at the root would refuse every other method there, and with
 * {@code GET} the page that a browser asks for.
 */
@Singleton
public class CloudEventLane implements Gate {
    /** Behind the check of paths, behind CORS and behind whatever asks who the caller is. */
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
