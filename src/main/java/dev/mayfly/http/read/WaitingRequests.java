package dev.mayfly.http.read;

import dev.mayfly.http.body.RequestLimits;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** The requests that wait for enough matches or for a projection to reach a position, up to a limit. */
@Singleton
public class WaitingRequests {
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();

    /** Makes the places that the limits allow. */
    public WaitingRequests(RequestLimits limits) {
        this.most = limits.waitingRequests();
    }

    /** Returns how many requests wait now. */
    public int count() {
        return waiting.get();
    }

    /** Takes a place, if there is one, to be left later. */
    public boolean enter() {
        if (waiting.incrementAndGet() <= most) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    /** Gives a place back. */
    public void leave() {
        waiting.decrementAndGet();
    }
}
