package dev.mayfly.http.problem;

import org.jspecify.annotations.Nullable;

/** Recognises failures caused by an {@link OutOfMemoryError}, including one of direct memory. */
public final class OutOfMemory {
    /** The most causes to follow: an exception with more has a cycle of them. */
    private static final int MOST_CAUSES = 16;

    private OutOfMemory() {}

    /** Returns whether a failure is, or is caused by, an {@link OutOfMemoryError}. */
    public static boolean isIn(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
