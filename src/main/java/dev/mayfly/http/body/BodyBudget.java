package dev.mayfly.http.body;

import dev.mayfly.eventstore.prefix.Work;
import java.util.concurrent.atomic.AtomicLong;

/** The budget of bytes of what requests take at once: their bodies, and answers that grow with a store. Any thread may use it. */
final class BodyBudget implements Work.Memory {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public boolean take(long bytes) {
        if (usedBytes.addAndGet(bytes) <= limitBytes) {
            return true;
        }
        usedBytes.addAndGet(-bytes);
        return false;
    }

    @Override
    public void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    @Override
    public long limitBytes() {
        return limitBytes;
    }

    /** Returns how many bytes are reserved. */
    long usedBytes() {
        return usedBytes.get();
    }
}
