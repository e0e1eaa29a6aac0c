package dev.mayfly.projection;

/**
 * Reports to the follower of a rebuild that the projection has stopped, and the rebuild with it. Has no stack trace.
 */
public final class ProjectionStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProjectionStoppedException(String reason) {
        super(reason, null, false, false);
    }
}
