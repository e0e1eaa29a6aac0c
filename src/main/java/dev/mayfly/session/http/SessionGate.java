package dev.mayfly.session.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.answer.RouteProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.SecretPaths;
import dev.mayfly.http.quarkus.Gate;
import dev.mayfly.input.PercentEncoding;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * The gate to sessions. It takes the id out of a path before anything else sees it, so that no log, meter or trace that
 * is written on the way has it; has no answer stored; and refuses {@code Idempotency-Key}.
 */
@Singleton
public class SessionGate implements Gate {
    /** Before the check of paths, and everything that may write a path down. */
    private static final int PRIORITY = 1100;

    private static final String ROOT = "/" + SessionDomain.ROOT;
    private static final String ID = "mayfly.session-id";
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Makes the gate. */
    public SessionGate() {}

    /** Returns the id that was in the path of a request. */
    static String id(RoutingContext http) {
        String id = http.get(ID);
        return id == null ? "" : id;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public boolean pass(RoutingContext http) {
        String path = http.request().path();
        if (path == null
                || !path.startsWith(ROOT)
                || path.length() > ROOT.length() && path.charAt(ROOT.length()) != '/') {
            return true;
        }
        String secret = SecretPaths.secret(path);
        if (!secret.isEmpty()) {
            http.put(ID, decoded(secret));
            String query = http.request().query();
            String masked = SecretPaths.masked(path);
            http.reroute(query == null ? masked : masked + "?" + query);
            return false;
        }
        http.response().headers().set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (http.request().headers().contains(IDEMPOTENCY_KEY)) {
            RouteProblems.answer(
                    http,
                    Problem.of(
                            InvalidInputException.invalid(
                                    IDEMPOTENCY_KEY,
                                    "does not apply to sessions; to retry, make the id and use PUT, or give rotate its sessionId")));
            return false;
        }
        return true;
    }

    /** Returns a segment without escapes; one whose escapes are malformed names no session. */
    private static String decoded(String segment) {
        try {
            return PercentEncoding.decode("sessionId", segment);
        } catch (InvalidInputException malformed) {
            return "";
        }
    }
}
