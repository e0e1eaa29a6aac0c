package dev.mayfly.projection;

/** Tells somebody who follows a rebuild that the projection has stopped, and with it the rebuild. */
public final class ProjectionStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProjectionStoppedException(String reason) {
        super(reason, null, false, false);
    }
}
