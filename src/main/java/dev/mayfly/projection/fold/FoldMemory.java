package dev.mayfly.projection.fold;

/**
 * What one fold takes of the memory for states, until its state counts by itself. It takes somewhat more at once than it
 * needs, if there is more. For one thread.
 */
public final class FoldMemory {
    private static final long AT_ONCE_BYTES = 64 * 1024;

    private final StateMemory memory;
    private long heldBytes;

    /** Makes an instance that has taken nothing. */
    public FoldMemory(StateMemory memory) {
        this.memory = memory;
    }

    /**
     * Takes so much in all that the state may grow by a number of bytes.
     *
     * @throws StateLimitException if too little is left; what was taken stays taken
     */
    public void hold(long bytes) throws StateLimitException {
        if (bytes <= heldBytes) {
            return;
        }
        long exact = bytes - heldBytes;
        long more = exact + AT_ONCE_BYTES;
        if (!memory.change(more)) {
            more = exact;
            if (!memory.change(exact)) {
                throw new StateLimitException(
                        "the states of all projections would take more than " + memory.limitBytes()
                                + " bytes (mayfly.projections.state-memory)",
                        memory.limitBytes());
            }
        }
        heldBytes += more;
    }

    /** Gives everything back. */
    public void release() {
        memory.change(-heldBytes);
        heldBytes = 0;
    }
}
