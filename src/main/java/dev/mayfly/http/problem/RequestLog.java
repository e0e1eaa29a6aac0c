package dev.mayfly.http.problem;

import dev.mayfly.event.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log of failed requests; other requests are not logged.
 *
 * <p>An internal fault is logged at ERROR with its stack trace; problems that an operator can fix, such as a full store
 * or an unavailable service, at WARN; a client's mistake at DEBUG. For ERROR and WARN, each type of problem, and each
 * origin of a fault, gets one line per minute and one that counts the others, so that no client can fill the log.
 */
public final class RequestLog {
    private static final Logger LOG = Logger.getLogger("dev.mayfly.rest.requests");
    /** By kind; bounded by the number of problem types and of places in the code that throw. */
    private static final ConcurrentHashMap<String, LineLimit> LIMITS = new ConcurrentHashMap<>();

    private RequestLog() {}

    /** Writes or counts the line for a request that was answered with a problem. */
    public static void failed(String method, String path, Problem problem, @Nullable Throwable cause) {
        Logger.Level level = level(problem);
        if (LOG.isEnabled(level) && isWritten(problem, level, cause)) {
            JsonBuffer line = new JsonBuffer(256);
            line.ascii("request failed: status=").number(problem.status());
            line.ascii(" problem=").ascii(problem.type().slug());
            line.ascii(" method=").string(method).ascii(" path=").string(SecretPaths.masked(path));
            line.ascii(" detail=").string(problem.detail());
            LOG.log(
                    level,
                    new String(line.toByteArray(), StandardCharsets.UTF_8),
                    problem.type().equals(ProblemType.INTERNAL) ? cause : null);
        }
    }

    private static boolean isWritten(Problem problem, Logger.Level level, @Nullable Throwable cause) {
        // If the process is out of memory, the logged line makes it exit.
        return level == Logger.Level.DEBUG
                || OutOfMemory.isIn(cause)
                || isDue(kind(problem, cause), problem.type().slug(), level);
    }

    /** Returns the key by which lines are counted: the type of problem and, for an internal fault, its origin. */
    private static String kind(Problem problem, @Nullable Throwable cause) {
        String slug = problem.type().slug();
        if (!problem.type().equals(ProblemType.INTERNAL) || cause == null) {
            return slug;
        }
        StackTraceElement[] stack = cause.getStackTrace();
        return slug + ' ' + cause.getClass().getName() + (stack.length == 0 ? "" : " " + stack[0]);
    }

    /**
     * Returns whether a line should be written now; if not, it is counted, and the count is written within the minute.
     */
    private static boolean isDue(String kind, String slug, Logger.Level level) {
        LineLimit limit = LIMITS.computeIfAbsent(kind, key -> new LineLimit(System::nanoTime));
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
