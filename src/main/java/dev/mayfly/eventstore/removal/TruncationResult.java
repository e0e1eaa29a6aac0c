package dev.mayfly.eventstore.removal;

import dev.mayfly.eventstore.append.ExpectedVersion;

/** The result of a {@link Truncation}. */
public sealed interface TruncationResult {
    /**
     * The events are removed.
     *
     * @param count how many were; 0 if there were none before the version
     */
    record Removed(long count) implements TruncationResult {}

    /** The aggregate has no events. */
    record Unknown() implements TruncationResult {}

    /**
     * The aggregate was at another version, and nothing is removed.
     *
     * @param expected the expected version
     * @param actualVersion its version
     */
    record Conflict(ExpectedVersion expected, long actualVersion) implements TruncationResult {}
}
