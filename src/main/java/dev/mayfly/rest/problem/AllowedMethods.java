package dev.mayfly.rest.problem;

import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Finds the methods that a path allows.
 *
 * <p>The framework refuses a wrong method without saying which are right, and says "not found" where the path belongs to
 * another class than the one it looked at last; so the routes are asked again here, all of them, in the rare case.
 */
final class AllowedMethods {
    private AllowedMethods() {}

    /** Returns the methods of all routes that match the request's path. */
    static Set<String> of(ResteasyReactiveRequestContext context) {
        Deployment deployment = context.getDeployment();
        RequestMapper<InitialMatch> classes = new RequestMapper<>(deployment.getClassMappers());
        String path = context.getPathWithoutPrefix();
        Set<String> methods = new TreeSet<>();
        RequestMapper.RequestMatch<InitialMatch> match = classes.map(path);
        while (match != null) {
            String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
            for (ServerRestHandler handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler routes) {
                    routes.getMappers().forEach((method, mapper) -> {
                        if (method != null && mapper.map(remaining) != null) {
                            methods.add(method);
                        }
                    });
                }
            }
            match = classes.continueMatching(path, match);
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }
}
