package dev.mayfly.operation;

import dev.mayfly.event.RawJson;
import org.jspecify.annotations.Nullable;

/** The outcome of an operation. It is small, because it is remembered for a long time. */
public sealed interface Outcome {
    /** The most bytes of a result or a problem that is remembered. */
    int MOST_BYTES = 4 * 1024;

    /**
     * The work has been done.
     *
     * @param result its answer, or null if there is none or it is over {@link #MOST_BYTES}
     */
    record Done(@Nullable RawJson result) implements Outcome {
        /** Drops a result that is too large. */
        public Done {
            result = result == null || result.sizeBytes() > MOST_BYTES ? null : result;
        }
    }

    /**
     * The work could not be done.
     *
     * @param problem why, at most {@link #MOST_BYTES}
     */
    record Failed(RawJson problem) implements Outcome {
        /** Refuses a problem that is too large. */
        public Failed {
            if (problem.sizeBytes() > MOST_BYTES) {
                throw new IllegalArgumentException("a problem of " + problem.sizeBytes() + " bytes");
            }
        }
    }

    /**
     * The work was cancelled and left no trace.
     *
     * @param reason why, as a sentence
     */
    record Cancelled(String reason) implements Outcome {}
}
