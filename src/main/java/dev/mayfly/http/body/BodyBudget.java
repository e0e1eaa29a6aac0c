package dev.mayfly.http.body;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of request bodies that are held at once, kept under a limit. Any thread may use it. */
final class BodyBudget {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes a number of bytes if that many are left; returns whether it did. */
    boolean take(long bytes) {
        if (usedBytes.addAndGet(bytes) <= limitBytes) {
            return true;
        }
        usedBytes.addAndGet(-bytes);
        return false;
    }

    /** Gives bytes back. */
    void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /** Returns how many bytes are taken. */
    long usedBytes() {
        return usedBytes.get();
    }
}
