package dev.mayfly.http.problem;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.StoreDeletedException;
import dev.mayfly.eventstore.TruncatedException;
import dev.mayfly.eventstore.prefix.Work;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Maps exceptions to problems; features and domains map their own exceptions. Any thread may use it. */
@Singleton
public final class ProblemMapping {
    private static final List<String> SUPPORTED = List.of("application/json");

    private final List<ProblemSource> sources;

    /** Makes a mapping that tries the sources in turn. */
    public ProblemMapping(@All List<ProblemSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Returns the problem for an exception thrown after routing. */
    public Problem problem(Throwable thrown) {
        return problem(thrown, Set.of());
    }

    /**
     * Returns the problem for an exception.
     *
     * @param allowed the methods that the request's path allows; empty if the path does not exist
     */
    public Problem problem(Throwable thrown, Set<String> allowed) {
        if (thrown instanceof ProblemException known) {
            return known.problem();
        }
        if (thrown instanceof InvalidInputException mistake) {
            return Problem.of(mistake);
        }
        if (thrown instanceof WebApplicationException refused) {
            return problem(refused.getResponse().getStatus(), allowed);
        }
        if (thrown instanceof CompletionException && thrown.getCause() != null) {
            return problem(thrown.getCause(), allowed);
        }
        if (thrown instanceof StoreDeletedException deleted) {
            return Problem.notFound("There is no store '" + deleted.store() + "'.");
        }
        if (thrown instanceof TruncatedException truncated) {
            return Problem.of(
                            ProblemType.TRUNCATED,
                            "The events of aggregate '" + truncated.aggregateId() + "' before version "
                                    + truncated.firstVersion() + " have been removed or redacted.")
                    .with("firstVersion", truncated.firstVersion());
        }
        if (thrown instanceof Work.AbandonedException) {
            return Problem.of(ProblemType.INVALID_REQUEST, "The connection ended before the answer was ready.")
                    .unanswered();
        }
        if (thrown instanceof RejectedExecutionException) {
            return Problem.unavailable("Too many requests are waiting for a worker. Try again later.", 1);
        }
        return ofSources(thrown);
    }

    private Problem ofSources(Throwable thrown) {
        for (ProblemSource source : sources) {
            Problem problem = source.problem(thrown);
            if (problem != null) {
                return problem;
            }
        }
        return internal();
    }

    /**
     * Returns the problem for a status that was answered without a body.
     *
     * @param allowed the value of {@code Allow}, or null if there is none
     */
    public static Problem ofStatus(int status, @Nullable String allowed) {
        return problem(status, allowed == null ? Set.of() : Set.of(allowed.split(", ?")));
    }

    /** Returns the problem for a bare status. */
    public static Problem problem(int status, Set<String> allowed) {
        return switch (status) {
            case 401 -> Problem.of(ProblemType.UNAUTHORIZED, "The request has no credentials.");
            case 403 -> Problem.of(ProblemType.FORBIDDEN, "The caller is not allowed to do this.");
            case 404, 405 -> allowed.isEmpty() ? Problem.notFound("This path does not exist.") : notAllowed(allowed);
            case 406 ->
                Problem.of(
                        ProblemType.NOT_ACCEPTABLE,
                        "The answer is not available in a media type that the Accept header allows.");
            case 413 -> Problem.of(ProblemType.TOO_LARGE, "The request is larger than the server accepts.");
            case 415 -> Problem.unsupportedMediaType("Content of this type is not supported.", SUPPORTED);
            case 429 -> Problem.throttled("The server is handling too many requests. Try again later.", 1);
            case 503 -> Problem.unavailable("The server is unavailable. Try again later.", 1);
            default ->
                status >= 400 && status < 500
                        ? Problem.of(ProblemType.INVALID_REQUEST, "The request is malformed.")
                                .withStatus(status)
                        : internal();
        };
    }

    /** Returns the problem that a path does not allow the request's method. */
    public static Problem notAllowed(Set<String> allowed) {
        String methods = String.join(", ", new TreeSet<>(allowed));
        return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path supports " + methods + ".")
                .withHeader(HttpHeaders.ALLOW, methods);
    }

    private static Problem internal() {
        return Problem.of(ProblemType.INTERNAL, "The server ran into an internal error. Its log has the details.");
    }
}
