package dev.mayfly.projection.declared;

import java.util.HashMap;
import java.util.Map;

/**
 * About how much memory the states of all declared projections take, kept under a limit. Of a projection that is rebuilt the
 * state that was folded last counts, so that it takes up to twice as much while that lasts. Any thread may use it.
 */
public final class StateMemory {
    private final long limitBytes;
    private final Map<DeclaredProjection, Long> projections = new HashMap<>();
    private long usedBytes;

    /** Makes a budget of {@code limitBytes} bytes, all unused. */
    public StateMemory(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Returns how many bytes are used. */
    public synchronized long usedBytes() {
        return usedBytes;
    }

    /** Returns how many bytes may be used. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Returns how many bytes are left. */
    synchronized long freeBytes() {
        return limitBytes - usedBytes;
    }

    /** Counts a projection, whose state is empty. */
    synchronized void add(DeclaredProjection projection) {
        projections.putIfAbsent(projection, 0L);
    }

    /** Says how many bytes a projection's state takes now; nothing if it is not counted. */
    synchronized void set(DeclaredProjection projection, long bytes) {
        Long before = projections.replace(projection, bytes);
        if (before != null) {
            usedBytes += bytes - before;
        }
    }

    /**
     * Records how many bytes a projection's previously empty state takes, if that many are left; returns whether they
     * are.
     */
    synchronized boolean take(DeclaredProjection projection, long bytes) {
        if (bytes > freeBytes()) {
            return false;
        }
        set(projection, bytes);
        return true;
    }

    /** Counts a projection no longer. */
    synchronized void remove(DeclaredProjection projection) {
        Long bytes = projections.remove(projection);
        if (bytes != null) {
            usedBytes -= bytes;
        }
    }
}
