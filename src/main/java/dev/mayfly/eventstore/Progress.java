package dev.mayfly.eventstore;

/**
 * Receives the progress of long-running work on a store, and may stop it. The working thread calls it between steps; a
 * call must cost next to nothing.
 */
@FunctionalInterface
public interface Progress {
    /** The total when it is not known. */
    long UNKNOWN = -1;

    /** Ignores progress: the work runs to its end. */
    Progress NONE = (done, total) -> {};

    /**
     * Records the progress of the work.
     *
     * @param done how much has been done, in the work's own unit
     * @param total the total amount of work as known so far, or {@link #UNKNOWN}
     * @throws java.util.concurrent.CancellationException if the work must stop now; the worker propagates it
     */
    void at(long done, long total);
}
