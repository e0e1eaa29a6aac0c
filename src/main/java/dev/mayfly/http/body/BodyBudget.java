package dev.mayfly.http.body;

import dev.mayfly.eventstore.prefix.Work;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The budget of bytes of what requests hold at once: their bodies, and answers that grow with a store. A part of it is
 * reserved for small bodies, so that nothing else can use it up. Any thread may use it.
 */
final class BodyBudget implements Work.Memory {
    private final long limitBytes;
    private final long largeLimitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    /**
     * Makes a budget.
     *
     * @param limitBytes the most bytes of everything
     * @param smallBytes the part of them that only small bodies may use
     */
    BodyBudget(long limitBytes, long smallBytes) {
        this.limitBytes = limitBytes;
        this.largeLimitBytes = limitBytes - smallBytes;
    }

    @Override
    public boolean take(long bytes) {
        return take(bytes, false);
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

    @Override
    public void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /** Returns the most bytes of all but small bodies. */
    @Override
    public long limitBytes() {
        return largeLimitBytes;
    }

    /** Returns how many bytes are reserved. */
    long usedBytes() {
        return usedBytes.get();
    }

    /** Returns the most bytes that may be reserved. */
    long mostBytes() {
        return limitBytes;
    }
}
