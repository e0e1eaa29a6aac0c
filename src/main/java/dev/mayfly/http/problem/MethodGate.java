package dev.mayfly.http.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Answers {@code OPTIONS} for every path, and refuses methods that a path does not take where the framework would not:
 * at everything that is not a resource. Resources refuse theirs with the same {@link AllowedMethods}.
 */
@Singleton
public class MethodGate {
    /** After CORS, which answers preflights, and after the lanes. */
    private static final int PRIORITY = 6;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final AllowedMethods allowed;

    /** Makes the gate. */
    public MethodGate(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    /** Puts the gate in front of the resources. */
    void install(@Observes Filters filters) {
        filters.register(this::pass, PRIORITY);
    }

    private void pass(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            context.next();
            return;
        }
        String path = context.normalizedPath();
        boolean asked = method.equals(HttpMethod.OPTIONS);
        Set<String> methods = asked || allowed.isPage(path) ? allowed.of(path) : Set.of();
        if (asked && methods.isEmpty()) {
            // The framework has an answer for each path that begins like one of its own.
            RouteProblems.answer(context, ProblemMapping.ofStatus(NOT_FOUND, null));
        } else if (methods.isEmpty() || !asked && methods.contains(method.name())) {
            context.next();
        } else if (asked) {
            context.response()
                    .setStatusCode(OK)
                    .putHeader(
                            HttpHeaders.ALLOW,
                            String.join(", ", methods.stream().sorted().toList()))
                    .end();
        } else {
            RouteProblems.answer(context, ProblemMapping.notAllowed(methods));
        }
    }
}
