package dev.mayfly.eventstore;

/**
 * Who learns how far long work on a store has come, and may end it. It is told by the thread that works, between two steps;
 * being told costs next to nothing.
 */
@FunctionalInterface
public interface Progress {
    /** The total of work whose end is not known. */
    long UNKNOWN = -1;

    /** Nobody: the work goes on to its end. */
    Progress NONE = (done, total) -> {};

    /**
     * Takes note of how far the work has come.
     *
     * @param done how much has been done, in what the work is counted in
     * @param total how much there is to do in all, as far as that is known now, or {@link #UNKNOWN}
     * @throws java.util.concurrent.CancellationException if the work is to end now; whoever works passes it on
     */
    void at(long done, long total);
}
