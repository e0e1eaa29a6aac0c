package dev.mayfly.append.http;

import dev.mayfly.eventstore.Stores;
import dev.mayfly.http.answer.Answers;
import dev.mayfly.http.problem.RouteProblems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes CloudEvents into the default store at {@code POST /}, the address that a sink is usually given.
 *
 * <p>It stands in front of the resources because a resource at the root would refuse every other method there, and with
 * {@code GET} the page that a browser asks for.
 */
@Singleton
public class CloudEventLane {
    /** Behind the check of paths, behind CORS and behind whatever asks who the caller is. */
    private static final int PRIORITY = 10;

    private static final String ROOT = "/";
    private static final int ACCEPTED = 202;

    private final CloudEventRequests requests;
    private final RouteProblems problems;

    CloudEventLane(CloudEventRequests requests, RouteProblems problems) {
        this.requests = requests;
        this.problems = problems;
    }

    /** Opens the lane in front of the resources. */
    void install(@Observes Filters filters) {
        filters.register(this::take, PRIORITY);
    }

    private void take(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (!request.method().equals(HttpMethod.POST) || !ROOT.equals(request.path())) {
            http.next();
            return;
        }
        request.routed(ROOT);
        accept(http);
    }

    private void accept(RoutingContext http) {
        Context loop = Vertx.currentContext();
        requests.accept(Stores.DEFAULT, http).whenComplete((done, failure) -> {
            if (Vertx.currentContext() == loop) {
                send(http, done, failure);
            } else {
                loop.runOnContext(unused -> send(http, done, failure));
            }
        });
    }

    private void send(RoutingContext http, @Nullable Long position, @Nullable Throwable failure) {
        if (failure != null) {
            problems.fail(http, failure);
        } else if (!http.response().closed()) {
            Answers.position(http, Objects.requireNonNull(position));
            http.response().setStatusCode(ACCEPTED).end();
        }
    }
}
