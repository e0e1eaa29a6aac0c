package dev.mayfly.http.problem;

import java.util.Set;

/**
 * The paths that contain a secret: those of sessions, whose ids are as good as a password. Nothing that is written down
 * shows one.
 */
public final class SecretPaths {
    /** What stands in the place of a secret. */
    public static final String MASK = "***";

    private static final String SESSIONS = "/sessions/";

    /** The segments that other paths have in the place of an id. */
    private static final Set<String> OPEN = Set.of("", "self", "by-handle", "statistics", MASK);

    private SecretPaths() {}

    /** Returns the secret segment of a path as it stands there, or an empty text if it has none. */
    public static String secret(String path) {
        if (!path.startsWith(SESSIONS)) {
            return "";
        }
        int end = SESSIONS.length();
        while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != '?') {
            end++;
        }
        String segment = path.substring(SESSIONS.length(), end);
        return OPEN.contains(segment) ? "" : segment;
    }

    /** Returns a path, or a path with a query, without its secret: {@code /sessions/***}. */
    public static String masked(String path) {
        String secret = secret(path);
        return secret.isEmpty() ? path : SESSIONS + MASK + path.substring(SESSIONS.length() + secret.length());
    }
}
