package dev.mayfly.http.access;

import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;

/**
 * The problems of requests without a valid token. They ask for {@code Bearer} alone (RFC 6750), because browsers keep what
 * they are asked for by {@code Basic}, and send it unasked with every later request, whichever page causes it.
 */
final class Challenge {
    private static final String HEADER = "WWW-Authenticate";
    private static final String BEARER = "Bearer realm=\"mayfly\"";
    private static final String HOW = " Send one in the header 'Authorization: Bearer <token>'.";

    private Challenge() {}

    /** Returns the problem that a request has no token. */
    static Problem missing() {
        return Problem.of(ProblemType.UNAUTHORIZED, "The server requires a token." + HOW)
                .withHeader(HEADER, BEARER);
    }

    /** Returns the problem that a token is not in force. */
    static Problem unknown() {
        return invalid("The token is not valid." + HOW);
    }

    /** Returns the problem that a token has expired. */
    static Problem expired(String name) {
        return invalid("The token '" + name + "' has expired." + HOW);
    }

    /** Returns the problem that a token cannot be used. */
    static Problem invalid(String detail) {
        return Problem.of(ProblemType.UNAUTHORIZED, detail).withHeader(HEADER, BEARER + ", error=\"invalid_token\"");
    }
}
