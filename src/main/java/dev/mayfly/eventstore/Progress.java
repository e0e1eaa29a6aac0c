package dev.mayfly.eventstore;

/**
 * Receives the progress of long work on a store, and may end it. The working thread calls it between two steps; a call
 * costs next to nothing.
 */
@FunctionalInterface
public interface Progress {
    /** The total of work whose end is not known. */
    long UNKNOWN = -1;

    /** Ignores progress: the work runs to its end. */
    Progress NONE = (done, total) -> {};

    /**
     * Records the progress of the work.
     *
     * @param done how much has been done, in the work's own unit
     * @param total the total amount of work as known so far, or {@link #UNKNOWN}
     * @throws java.util.concurrent.CancellationException if the work must end now; the worker passes it on
     */
    void at(long done, long total);
}
