package dev.mayfly.http.problem;

/** Carries a problem from where it is found to where it is answered; without a stack trace, since it is no fault. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** Returns what the client is to be told. */
    public Problem problem() {
        return problem;
    }
}
