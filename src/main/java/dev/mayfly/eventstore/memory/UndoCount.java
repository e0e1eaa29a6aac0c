package dev.mayfly.eventstore.memory;

import java.lang.invoke.VarHandle;

/**
 * Counts how often the writer has undone what it wrote after the head. It serves readers of structures in which places
 * after the head are then rewritten: a reader that finds the count changed reads again.
 *
 * <p>The count is odd while an undo is in progress.
 */
public final class UndoCount {
    private volatile int count;

    /** Marks the start of an undo. Writer only. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void begin() {
        count++;
        // Nothing written from here on may become visible before the count.
        VarHandle.releaseFence();
    }

    /** Marks the end of an undo. Writer only. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void end() {
        count++;
    }

    /** Returns the count for a later {@link #isStill}; waits while an undo is in progress. */
    public int stable() {
        int now = count;
        while ((now & 1) != 0) {
            Thread.onSpinWait();
            now = count;
        }
        return now;
    }

    /** Returns whether nothing has been undone since the count was read. */
    public boolean isStill(int earlier) {
        VarHandle.acquireFence();
        return count == earlier;
    }
}
