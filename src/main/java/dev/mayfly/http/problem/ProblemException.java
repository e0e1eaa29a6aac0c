package dev.mayfly.http.problem;

/**
 * An exception that carries a problem from where it is found to where it is answered. Has no stack trace, because it is
 * not a fault.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** Returns the problem for the client. */
    public Problem problem() {
        return problem;
    }
}
