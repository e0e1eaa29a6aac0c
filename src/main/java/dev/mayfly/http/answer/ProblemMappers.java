package dev.mayfly.http.answer;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.problem.AllowedMethods;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.problem.ProblemMapping;
import dev.mayfly.http.problem.RequestLog;
import dev.mayfly.http.quarkus.CurrentRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers for everything that a resource, or the framework on the way to it, throws. */
public class ProblemMappers {
    private final ProblemMapping problems;
    private final AllowedMethods allowed;

    /** Makes mappers that know the allowed methods of each path. */
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

    /** Answers requests that the framework refuses: unknown paths, wrong methods and so on. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException thrown) {
        return answer(thrown);
    }

    /** Answers all other failures. */
    @ServerExceptionMapper
    public Response fault(Throwable thrown) {
        return answer(thrown);
    }

    private Response answer(Throwable thrown) {
        RoutingContext http = CurrentRequest.http();
        boolean unrouted = thrown instanceof WebApplicationException refused
                && (refused.getResponse().getStatus() == 404
                        || refused.getResponse().getStatus() == 405);
        Problem problem = problems.problem(thrown, unrouted ? allowed.of(CurrentRequest.pathOfResource()) : Set.of());
        // It was set before every method; a problem is compressed like any other answer.
        http.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
        // It is that of the answer that failed.
        http.response().headers().remove(HttpHeaders.ETAG);
        RequestLog.failed(CurrentRequest.method(), CurrentRequest.path(), problem, thrown);
        if (!problem.isAnswered()) {
            // An answer to a closed connection is lost.
            RouteProblems.cut(http);
        }
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(Answer.problem(problem))
                .build();
    }
}
