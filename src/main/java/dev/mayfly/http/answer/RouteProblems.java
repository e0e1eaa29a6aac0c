package dev.mayfly.http.answer;

import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemMapping;
import dev.mayfly.http.problem.RequestLog;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/** Answers failures outside the resources, in routes before or next to them. */
@Singleton
public class RouteProblems {
    private final ProblemMapping mapping;

    /** Makes the handler. */
    public RouteProblems(ProblemMapping mapping) {
        this.mapping = mapping;
    }

    /** Installs the failure handler before all others. */
    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 1).failureHandler(this::failed);
    }

    /** Answers a request with a problem, and logs it. */
    public static void answer(RoutingContext context, Problem problem) {
        answer(context, problem, problem.exception());
    }

    /** Answers a request with the problem for a thrown exception, and logs it; with 304 if that is what it says. */
    public void fail(RoutingContext context, Throwable thrown) {
        if (thrown instanceof NotModifiedException) {
            Sender.send(context, NotModifiedMapper.ANSWER);
        } else {
            // It is that of the answer that failed.
            context.response().headers().remove(HttpHeaders.ETAG);
            answer(context, mapping.problem(thrown), thrown);
        }
    }

    private void failed(RoutingContext context) {
        Throwable thrown = context.failure();
        boolean refused = context.statusCode() >= 400 && context.statusCode() < 500;
        Problem problem = thrown == null || refused
                ? ProblemMapping.problem(context.statusCode(), Set.of())
                : mapping.problem(thrown);
        answer(context, problem, thrown);
    }

    private static void answer(RoutingContext context, Problem problem, Throwable thrown) {
        RequestLog.failed(context.request().method().name(), context.request().path(), problem, thrown);
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (!problem.isAnswered()) {
            cut(context);
            return;
        }
        Sender.send(context, Answer.problem(problem));
    }

    /** Ends a request that gets no answer. */
    static void cut(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.response().reset();
        } else {
            // Not through the response: its end handlers would then never learn that the request is over.
            context.request().connection().close();
        }
    }
}
