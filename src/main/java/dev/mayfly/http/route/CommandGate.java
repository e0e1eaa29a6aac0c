package dev.mayfly.http.route;

import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.quarkus.Gate;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * A gate that refuses requests that may change something once the process is stopping.
 *
 * <p>Earlier requests are finished and answered. Otherwise, a client that keeps sending requests over many connections
 * would leave the process no gap in which to end, and the last ones would be cut off unanswered. Reads are answered to
 * the end.
 */
@Singleton
public class CommandGate implements Gate {
    /** After the path check, before anything that accepts requests. */
    private static final int PRIORITY = 900;

    private static final int RETRY_AFTER_SECONDS = 1;

    private volatile boolean closing;
    private volatile long closedFromNanos;

    @Override
    public int priority() {
        return PRIORITY;
    }

    /** Closes the gate after a delay. */
    public void closeAfter(Duration delay) {
        closedFromNanos = System.nanoTime() + delay.toNanos();
        closing = true;
    }

    @Override
    public boolean pass(RoutingContext context) {
        if (!closing
                || System.nanoTime() - closedFromNanos < 0
                || isRead(context.request().method())) {
            return true;
        }
        RouteProblems.answer(context, Problem.unavailable("The server is shutting down.", RETRY_AFTER_SECONDS));
        return false;
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS);
    }
}
