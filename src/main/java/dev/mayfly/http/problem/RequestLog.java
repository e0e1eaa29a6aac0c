package dev.mayfly.http.problem;

import dev.mayfly.event.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line a failed request, and none for any other.
 *
 * <p>A fault of our own is an ERROR with its stack trace. What an operator can do something about, a full store or an
 * unavailable service, is a WARN. A client's mistake is DEBUG, so that no client can fill the log.
 */
public final class RequestLog {
    private static final Logger LOG = Logger.getLogger("dev.mayfly.rest.requests");

    private RequestLog() {}

    /** Writes the line for a request that was answered with a problem. */
    public static void failed(String method, String path, Problem problem, @Nullable Throwable cause) {
        Logger.Level level = level(problem);
        if (LOG.isEnabled(level)) {
            JsonBuffer line = new JsonBuffer(256);
            line.ascii("request failed: status=").number(problem.status());
            line.ascii(" problem=").ascii(problem.type().slug());
            line.ascii(" method=").string(method).ascii(" path=").string(path);
            line.ascii(" detail=").string(problem.detail());
            LOG.log(
                    level,
                    new String(line.toByteArray(), StandardCharsets.UTF_8),
                    problem.type().equals(ProblemType.INTERNAL) ? cause : null);
        }
    }

    private static Logger.Level level(Problem problem) {
        if (problem.type().equals(ProblemType.INTERNAL)) {
            return Logger.Level.ERROR;
        }
        return problem.status() >= 500 ? Logger.Level.WARN : Logger.Level.DEBUG;
    }
}
