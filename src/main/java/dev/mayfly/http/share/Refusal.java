package dev.mayfly.http.share;

import dev.mayfly.http.problem.Problem;

/**
 * What a client is told that gets no part of something shared.
 *
 * @param overShare the detail if its address has its share
 * @param usedUp the detail if others leave too little
 * @param retryAfterSeconds when to try again
 */
public record Refusal(String overShare, String usedUp, int retryAfterSeconds) {
    /**
     * Checks that a part is taken.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if the address has its share, {@code unavailable}
     *     if others leave too little
     */
    public void check(Shares.Outcome outcome) {
        if (outcome != Shares.Outcome.TAKEN) {
            throw problem(outcome).exception();
        }
    }

    /** Returns the problem that a part is not taken. */
    public Problem problem(Shares.Outcome outcome) {
        return outcome == Shares.Outcome.OVER_SHARE
                ? Problem.throttled(overShare, retryAfterSeconds)
                : Problem.unavailable(usedUp, retryAfterSeconds);
    }
}
