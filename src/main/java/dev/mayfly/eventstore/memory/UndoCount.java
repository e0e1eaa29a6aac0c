package dev.mayfly.eventstore.memory;

import java.lang.invoke.VarHandle;

/**
 * Counts how often the writer took back what it had written after the head, for readers of structures in which a place
 * after the head can then be written to again: a reader that finds the count changed reads again.
 *
 * <p>The count is odd while the writer is at it.
 */
public final class UndoCount {
    private volatile int count;

    /** Says that an undo begins. Writer only. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void begin() {
        count++;
        // Nothing that is written from here on may become visible before the count.
        VarHandle.releaseFence();
    }

    /** Says that an undo has ended. Writer only. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void end() {
        count++;
    }

    /** Returns the count, to be compared by {@link #isStill}; waits while an undo is running. */
    public int stable() {
        int now = count;
        while ((now & 1) != 0) {
            Thread.onSpinWait();
            now = count;
        }
        return now;
    }

    /** Returns whether nothing was undone since the count was read. */
    public boolean isStill(int earlier) {
        VarHandle.acquireFence();
        return count == earlier;
    }
}
