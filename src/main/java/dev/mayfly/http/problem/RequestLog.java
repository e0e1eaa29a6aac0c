package dev.mayfly.http.problem;

import dev.mayfly.event.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines for failed requests, and none for any other.
 *
 * <p>A fault of our own is an ERROR with its stack trace. What an operator can do something about, a full store or an
 * unavailable service, is a WARN. A client's mistake is DEBUG. Of ERROR and WARN, one line a minute is written for each
 * type of problem, and one that counts the others, so that no client can fill the log.
 */
public final class RequestLog {
    private static final Logger LOG = Logger.getLogger("dev.mayfly.rest.requests");
    /** By slug; there are no more than types of problems. */
    private static final ConcurrentHashMap<String, LineLimit> LIMITS = new ConcurrentHashMap<>();

    private RequestLog() {}

    /** Writes or counts the line for a request that was answered with a problem. */
    public static void failed(String method, String path, Problem problem, @Nullable Throwable cause) {
        Logger.Level level = level(problem);
        if (LOG.isEnabled(level) && isWritten(problem, level, cause)) {
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

    private static boolean isWritten(Problem problem, Logger.Level level, @Nullable Throwable cause) {
        // The process ends by what is logged, if it is out of memory.
        return level == Logger.Level.DEBUG
                || OutOfMemory.isIn(cause)
                || isDue(problem.type().slug(), level);
    }

    /** Returns whether a line is to be written now; if not, it is counted, and the count is written within the minute. */
    private static boolean isDue(String slug, Logger.Level level) {
        LineLimit limit = LIMITS.computeIfAbsent(slug, key -> new LineLimit(System::nanoTime));
        return switch (limit.next()) {
            case WRITE -> true;
            case COUNT_FIRST -> {
                CompletableFuture.delayedExecutor(limit.rest().toNanos(), TimeUnit.NANOSECONDS)
                        .execute(() -> LOG.logf(level, "requests failed: count=%d problem=%s", limit.take(), slug));
                yield false;
            }
            case COUNT -> false;
        };
    }

    private static Logger.Level level(Problem problem) {
        if (problem.type().equals(ProblemType.INTERNAL)) {
            return Logger.Level.ERROR;
        }
        return problem.status() >= 500 ? Logger.Level.WARN : Logger.Level.DEBUG;
    }
}
