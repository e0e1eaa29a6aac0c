package dev.mayfly.session.http;

import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemSource;
import dev.mayfly.session.SessionsFullException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reports that there is no room for the sessions in a store's events. */
@Singleton
public final class SessionFailures implements ProblemSource {
    @Override
    public @Nullable Problem problem(Throwable thrown) {
        return thrown instanceof SessionsFullException full
                ? AppendProblems.problem(full.refusal(), false, index -> "")
                : null;
    }
}
