package dev.mayfly.http.problem;

import org.jspecify.annotations.Nullable;

/** Recognises failures that come from an {@link OutOfMemoryError}, that of direct memory included. */
public final class OutOfMemory {
    /** An exception has no more causes than that, or a cycle of them. */
    private static final int MOST_CAUSES = 16;

    private OutOfMemory() {}

    /** Returns whether a failure is, or comes from, an {@link OutOfMemoryError}. */
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
