package dev.mayfly.http.read;

import dev.mayfly.http.body.RequestLimits;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** The number of requests that wait for enough matches or for a projection to reach a position, up to a limit. */
@Singleton
public class WaitingRequests {
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();

    /** Makes a counter with the given limit. */
    public WaitingRequests(RequestLimits limits) {
        this.most = limits.waitingRequests();
    }

    /** Returns how many requests are waiting. */
    public int count() {
        return waiting.get();
    }

    /** Takes a place if one is free, to be released later with {@link #leave}; returns whether it did. */
    public boolean enter() {
        if (waiting.incrementAndGet() <= most) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    /** Releases a place. */
    public void leave() {
        waiting.decrementAndGet();
    }
}
