package dev.mayfly.session.http;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.problem.AppendProblems;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.session.SessionOutcome;

/** The problem type of sessions, and the problems for commands that are not carried out. */
final class SessionProblems {
    /** The session has ended, or its id was rotated away. */
    static final ProblemType ENDED = new ProblemType("session-ended", 410, "Session ended");

    private SessionProblems() {}

    /** Returns the problem that a session is not live. */
    static Problem unknown() {
        return Problem.notFound("There is no such session, or it has ended or expired.");
    }

    /**
     * Returns the problem for an outcome.
     *
     * @param outcome any except {@link SessionOutcome.Done}
     * @param expectedByHeader whether the request expects a version
     */
    static Problem of(SessionOutcome outcome, boolean expectedByHeader) {
        if (outcome instanceof SessionOutcome.Ended) {
            return Problem.of(
                    ENDED,
                    "The session of this id has ended or expired, or has another id now. Start a new one with a new id.");
        }
        if (outcome instanceof SessionOutcome.IdUsed) {
            return Problem.of(InvalidInputException.invalid(SessionBody.SESSION_ID, "was used before; make a new one"));
        }
        if (outcome instanceof SessionOutcome.TooLarge large) {
            return Problem.of(InvalidInputException.tooLarge(
                    SessionBody.ATTRIBUTES,
                    "must be at most " + large.limit() + " bytes (would be " + large.bytes()
                            + "); mayfly.sessions.max-size raises the limit",
                    large.limit()));
        }
        if (outcome instanceof SessionOutcome.TooMany many) {
            return Problem.limitReached("live sessions of a store", many.limit(), "mayfly.sessions.live");
        }
        return outcome instanceof SessionOutcome.NotStored failed
                ? AppendProblems.problem(failed.result(), expectedByHeader, index -> "")
                : unknown();
    }
}
