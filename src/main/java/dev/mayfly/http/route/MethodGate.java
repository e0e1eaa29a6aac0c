package dev.mayfly.http.route;

import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.answer.Sender;
import dev.mayfly.http.problem.AllowedMethods;
import dev.mayfly.http.problem.ProblemMapping;
import dev.mayfly.http.quarkus.Gate;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * A gate that answers {@code OPTIONS} for every path, and refuses methods that a path does not allow where the
 * framework does not: at everything that is not a resource. Resources refuse theirs with the same
 * {@link AllowedMethods}.
 */
@Singleton
public class MethodGate implements Gate {
    /** After CORS, which answers preflights, and after the lanes. */
    private static final int PRIORITY = 6;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final AllowedMethods allowed;

    /** Makes the gate. */
    public MethodGate(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public boolean pass(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            return true;
        }
        String path = context.normalizedPath();
        boolean asked = method.equals(HttpMethod.OPTIONS);
        Set<String> methods = asked || allowed.isPage(path) ? allowed.of(path) : Set.of();
        if (asked && methods.isEmpty()) {
            // The framework answers each path that starts like one of its own.
            RouteProblems.answer(context, ProblemMapping.ofStatus(NOT_FOUND, null));
        } else if (methods.isEmpty() || !asked && methods.contains(method.name())) {
            return true;
        } else if (asked) {
            String allow = String.join(", ", methods.stream().sorted().toList());
            Sender.send(context, Answer.empty(OK).with(HttpHeaders.ALLOW, allow));
        } else {
            RouteProblems.answer(context, ProblemMapping.notAllowed(methods));
        }
        return false;
    }
}
