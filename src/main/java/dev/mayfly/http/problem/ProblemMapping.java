package dev.mayfly.http.problem;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.StoreDeletedException;
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

/** Decides which problem a thrown thing is; features and domains say it of their own exceptions. Any thread may ask it. */
@Singleton
public final class ProblemMapping {
    private static final List<String> SUPPORTED = List.of("application/json");

    private final List<ProblemSource> sources;

    /** Makes a mapping that asks sources in turn. */
    public ProblemMapping(@All List<ProblemSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Returns the problem that something is which was thrown behind the routing. */
    public Problem problem(Throwable thrown) {
        return problem(thrown, Set.of());
    }

    /**
     * Returns the problem that a thrown thing is.
     *
     * @param allowed the methods that the request's path allows, none if it is no path of ours
     */
    Problem problem(Throwable thrown, Set<String> allowed) {
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
        if (thrown instanceof RejectedExecutionException) {
            return Problem.unavailable("Too many requests are waiting for a worker.", 1);
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
     * Returns the problem that a status stands for that was answered without more.
     *
     * @param allowed the value of {@code Allow}, or null if there is none
     */
    public static Problem ofStatus(int status, @Nullable String allowed) {
        return problem(status, allowed == null ? Set.of() : Set.of(allowed.split(", ?")));
    }

    /** Returns the problem that a bare status stands for. */
    static Problem problem(int status, Set<String> allowed) {
        return switch (status) {
            case 401 -> Problem.of(ProblemType.UNAUTHORIZED, "The request does not say who makes it.");
            case 403 -> Problem.of(ProblemType.FORBIDDEN, "The caller may not do this.");
            case 404, 405 ->
                allowed.isEmpty() ? Problem.notFound("There is nothing at this path.") : notAllowed(allowed);
            case 406 ->
                Problem.of(
                        ProblemType.NOT_ACCEPTABLE, "The answer cannot be had in a form that the Accept header names.");
            case 413 -> Problem.of(ProblemType.TOO_LARGE, "The request is larger than the server takes.");
            case 415 -> Problem.unsupportedMediaType("Content of this type is not understood.", SUPPORTED);
            case 429 -> Problem.throttled("Too much is going on at once.", 1);
            case 503 -> Problem.unavailable("The service is not available now.", 1);
            default ->
                status >= 400 && status < 500
                        ? Problem.of(ProblemType.INVALID_REQUEST, "The request cannot be understood.")
                                .withStatus(status)
                        : internal();
        };
    }

    /** Returns the problem that a path has other methods than the request's. */
    static Problem notAllowed(Set<String> allowed) {
        String methods = String.join(", ", new TreeSet<>(allowed));
        return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path takes " + methods + ".")
                .withHeader(HttpHeaders.ALLOW, methods);
    }

    private static Problem internal() {
        return Problem.of(ProblemType.INTERNAL, "The server made a mistake; its log has the details.");
    }
}
