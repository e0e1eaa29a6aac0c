package dev.mayfly.http.route;

import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.quarkus.Gate;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * A gate that refuses writes sent by a browser for a page of another site, and removes an empty {@code Accept}, which
 * means the same as none.
 *
 * <p>A browser sends such a request without a preflight if a form could have sent it. The page cannot read the answer,
 * but by then the store may already have been emptied. Other clients send neither header.
 */
@Singleton
public class HeaderCheck implements Gate {
    /**
     * Right after CORS, which marks the answers to the sites that it allows, and before everything that accepts
     * requests.
     */
    private static final int PRIORITY = 290;

    private static final CharSequence SEC_FETCH_SITE = HttpHeaders.createOptimized("Sec-Fetch-Site");

    private final OwnHosts hosts;

    /** Makes a check that accepts pages of these hosts. */
    public HeaderCheck(OwnHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        MultiMap headers = request.headers();
        String accept = headers.get(HttpHeaders.ACCEPT);
        if (accept != null
                && isEmpty(accept)
                && headers.getAll(HttpHeaders.ACCEPT).stream().allMatch(HeaderCheck::isEmpty)) {
            headers.remove(HttpHeaders.ACCEPT);
        }
        if (isRead(request.method())
                || !isForeign(request)
                || context.response().headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            context.next();
            return;
        }
        RouteProblems.answer(
                context,
                Problem.of(
                        ProblemType.FORBIDDEN,
                        "The request comes from a page of another site. Add the page's host to mayfly.http.hosts, or allow"
                                + " its origin by quarkus.http.cors."));
    }

    private boolean isForeign(HttpServerRequest request) {
        String site = request.getHeader(SEC_FETCH_SITE);
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        List<String> origins = request.getHeader(HttpHeaders.ORIGIN) == null
                ? List.of()
                : request.headers().getAll(HttpHeaders.ORIGIN);
        return !origins.stream().allMatch(origin -> hosts.contain(origin, request.authority()));
    }

    private static boolean isEmpty(String list) {
        return list.chars().allMatch(c -> c == ',' || c == ' ' || c == '\t');
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS);
    }
}
