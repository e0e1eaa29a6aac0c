package dev.mayfly.http.problem;

import dev.mayfly.event.InvalidInputException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** Answers whatever a resource, or the framework on the way to it, throws. */
public class ProblemMappers {
    private final ProblemMapping problems;
    private final AllowedMethods allowed;

    /** Makes mappers that know the methods of each path. */
    public ProblemMappers(ProblemMapping problems, AllowedMethods allowed) {
        this.problems = problems;
        this.allowed = allowed;
    }

    /** Answers a problem. */
    @ServerExceptionMapper
    public Response problem(ProblemException thrown) {
        return answer(thrown);
    }

    /** Answers a client's mistake. */
    @ServerExceptionMapper
    public Response mistake(InvalidInputException thrown) {
        return answer(thrown);
    }

    /** Answers what the framework refuses: unknown paths, wrong methods and the like. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException thrown) {
        return answer(thrown);
    }

    /** Answers everything else. */
    @ServerExceptionMapper
    public Response fault(Throwable thrown) {
        return answer(thrown);
    }

    private Response answer(Throwable thrown) {
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        boolean unrouted = thrown instanceof WebApplicationException refused
                && (refused.getResponse().getStatus() == 404
                        || refused.getResponse().getStatus() == 405);
        Problem problem = problems.problem(thrown, unrouted ? allowed.of(context.getPathWithoutPrefix()) : Set.of());
        // Set on the way to every method; a problem is compressed like any other answer.
        MultiMap headers = context.unwrap(RoutingContext.class).response().headers();
        headers.remove(HttpHeaders.CONTENT_ENCODING);
        headers.set(HttpHeaders.VARY, Problem.VARIES_WITH);
        RequestLog.failed(context.getMethod(), context.getPath(), problem, thrown);
        if (!problem.isAnswered()) {
            // What is answered to a closed connection is lost.
            RouteProblems.cut(context.unwrap(RoutingContext.class));
        }
        return problem.response();
    }
}
