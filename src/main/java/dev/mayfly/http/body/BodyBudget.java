package dev.mayfly.http.body;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The budget of bytes of request bodies held at once. A part of it is reserved for small bodies, so that large ones can
 * never use it up. Any thread may use it.
 */
final class BodyBudget {
    private final long limitBytes;
    private final long largeLimitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /**
     * Makes a budget.
     *
     * @param limitBytes the most bytes of all bodies
     * @param smallBytes the part of them that only small bodies may use
     */
    BodyBudget(long limitBytes, long smallBytes) {
        this.limitBytes = limitBytes;
        this.largeLimitBytes = limitBytes - smallBytes;
    }

    /**
     * Reserves a number of bytes if that many are left; returns whether it did.
     *
     * @param small whether they are for a small body
     */
    boolean take(long bytes, boolean small) {
        if (usedBytes.addAndGet(bytes) <= (small ? limitBytes : largeLimitBytes)) {
            return true;
        }
        usedBytes.addAndGet(-bytes);
        return false;
    }

    /** Releases reserved bytes. */
    void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /** Returns how many bytes are reserved. */
    long usedBytes() {
        return usedBytes.get();
    }

    /** Returns the most bytes that may be reserved. */
    long limitBytes() {
        return limitBytes;
    }
}
