package dev.mayfly.http.problem;

import org.jspecify.annotations.Nullable;

/**
 * Maps the exceptions of one feature or domain to problems. Beans that implement it are discovered automatically. Any
 * thread may call it.
 */
public interface ProblemSource {
    /** Returns the problem for an exception, or null if the exception is not one of its own. */
    @Nullable
    Problem problem(Throwable thrown);
}
