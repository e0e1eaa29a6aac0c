package dev.mayfly.eventstore.prefix;

import org.jspecify.annotations.Nullable;

/**
 * An immutable value that is derived from the events of a log, and kept with the log: forks of it, snapshots, and stores
 * restored from them start with the same value instead of deriving it again. See {@link LogPrefix#derived}.
 */
public interface DerivedState {
    /** Returns the state with which a fork starts that has the log's events up to a position; null for none. */
    @Nullable
    DerivedState upTo(long position);

    /** Returns the same state, which from now on is shared with a fork or a snapshot. */
    DerivedState shared();

    /** Returns about how many bytes it takes, besides the log. */
    long usedBytes();

    /**
     * Returns about how many bytes were taken by what was shared with forks and snapshots and has been replaced since, in
     * all: what these may still use besides.
     */
    long copiedBytes();
}
