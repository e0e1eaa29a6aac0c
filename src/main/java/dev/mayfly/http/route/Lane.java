package dev.mayfly.http.route;

import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.answer.Sender;
import dev.mayfly.http.quarkus.Gate;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A gate that answers requests itself, past the framework's way to a resource. It takes those that need nothing of that
 * way, and answers them as the resource would.
 */
public abstract class Lane implements Gate {
    /** After the path check, CORS and authentication. */
    private static final int PRIORITY = 10;

    private final RouteProblems problems;

    /** Makes a lane that answers failures with these problems. */
    protected Lane(RouteProblems problems) {
        this.problems = problems;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    /** Answers with the problem that a failure is. */
    protected final void fail(RoutingContext http, Throwable failure) {
        problems.fail(http, failure);
    }

    /** Sends an answer, or the problem that a failure is; one of the two is null. */
    protected final void send(RoutingContext http, @Nullable Answer answer, @Nullable Throwable failure) {
        if (failure != null) {
            fail(http, failure);
            return;
        }
        try {
            Sender.send(http, Objects.requireNonNull(answer));
        } catch (RuntimeException unsent) {
            fail(http, unsent);
        }
    }
}
