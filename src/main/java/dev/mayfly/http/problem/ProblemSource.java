package dev.mayfly.http.problem;

import org.jspecify.annotations.Nullable;

/**
 * Knows which problems the exceptions of one feature or domain are. A bean that implements it is found by itself; any thread
 * may call it.
 */
public interface ProblemSource {
    /** Returns the problem that an exception is, or null if it is not one of its own. */
    @Nullable
    Problem problem(Throwable thrown);
}
