package dev.mayfly.projection;

/** Tells the follower of a rebuild that the projection, and so the rebuild, has stopped. */
public final class ProjectionStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProjectionStoppedException(String reason) {
        super(reason, null, false, false);
    }
}
