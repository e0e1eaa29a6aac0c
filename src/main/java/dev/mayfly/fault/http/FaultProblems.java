package dev.mayfly.fault.http;

import dev.mayfly.fault.InjectedFaultException;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemSource;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reports injected faults as {@code unavailable}, or closes the connection. */
@Singleton
public final class FaultProblems implements ProblemSource {
    private static final int RETRY_AFTER_SECONDS = 1;

    @Override
    public @Nullable Problem problem(Throwable thrown) {
        if (!(thrown instanceof InjectedFaultException fault)) {
            return null;
        }
        Problem problem = Problem.unavailable(String.valueOf(fault.getMessage()), RETRY_AFTER_SECONDS);
        return fault.isAnswered() ? problem : problem.unanswered();
    }
}
