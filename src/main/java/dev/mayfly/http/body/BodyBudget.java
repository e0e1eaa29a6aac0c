package dev.mayfly.http.body;

import java.util.concurrent.atomic.AtomicLong;

/** The budget of bytes of request bodies held at once. Any thread may use it. */
final class BodyBudget {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Reserves a number of bytes if that many are left; returns whether it did. */
    boolean take(long bytes) {
        if (usedBytes.addAndGet(bytes) <= limitBytes) {
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
}
