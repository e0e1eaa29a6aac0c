package dev.mayfly.projection.fold;

import java.util.HashMap;
import java.util.Map;

/**
 * The approximate memory of all projections' definitions and states, kept under a limit. During a rebuild only the state
 * that was folded last counts, so a projection then takes up to twice as much. Any thread may use it.
 */
public final class StateMemory {
    private final long limitBytes;
    private final Map<Projection<?>, Long> projections = new HashMap<>();
    private long usedBytes;

    /** Makes a budget, all of it unused. */
    public StateMemory(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Returns the number of bytes in use. */
    public synchronized long usedBytes() {
        return usedBytes;
    }

    /** Returns the limit in bytes. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Returns the number of bytes left, which is negative if the limit is exceeded. */
    public synchronized long freeBytes() {
        return limitBytes - usedBytes;
    }

    /**
     * Counts that many more bytes of definitions or of folds that have not ended, or fewer if negative; more only if they
     * are left. Returns whether they were.
     */
    public synchronized boolean change(long bytes) {
        if (bytes > 0 && bytes > freeBytes()) {
            return false;
        }
        usedBytes += bytes;
        return true;
    }

    /** Starts to count a projection, whose state is empty. */
    public synchronized void add(Projection<?> projection) {
        projections.putIfAbsent(projection, 0L);
    }

    /** Records the size of a projection's state; does nothing if the projection is not counted. */
    public synchronized void set(Projection<?> projection, long bytes) {
        Long before = projections.replace(projection, bytes);
        if (before != null) {
            usedBytes += bytes - before;
        }
    }

    /**
     * Records the size of a projection's previously empty state if that many bytes are left; returns whether they are.
     */
    public synchronized boolean take(Projection<?> projection, long bytes) {
        if (bytes > freeBytes()) {
            return false;
        }
        set(projection, bytes);
        return true;
    }

    /** Stops counting a projection. */
    public synchronized void remove(Projection<?> projection) {
        Long bytes = projections.remove(projection);
        if (bytes != null) {
            usedBytes -= bytes;
        }
    }
}
