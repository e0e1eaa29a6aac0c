package dev.mayfly.http.read;

import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.share.Shares;
import jakarta.inject.Singleton;

/**
 * The requests that wait for enough matches or for a projection to reach a position, up to a limit that clients share by
 * their addresses.
 */
@Singleton
public class WaitingRequests {
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Shares places;

    /** Makes a counter with the given limit. */
    public WaitingRequests(RequestLimits limits) {
        this.places = new Shares(limits.waitingRequests());
    }

    /** Returns how many requests are waiting. */
    public int count() {
        return (int) places.used();
    }

    /** Returns how many may wait at once. */
    public long most() {
        return places.limit();
    }

    /**
     * Takes a place for a request of a client at an address.
     *
     * @return releases it; to be called once
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if the client's address has its share of the
     *     places, {@code unavailable} if others have all of them
     */
    public Runnable enter(String address) {
        switch (places.take(address, 1)) {
            case OVER_SHARE ->
                throw Problem.throttled(
                                "The maximum number of requests from your address is waiting "
                                        + "(mayfly.limits.waiting-requests). Try again later.",
                                RETRY_AFTER_SECONDS)
                        .exception();
            case USED_UP ->
                throw Problem.unavailable(
                                "The maximum number of requests is waiting (mayfly.limits.waiting-requests). "
                                        + "Try again later.",
                                RETRY_AFTER_SECONDS)
                        .exception();
            case TAKEN -> {}
        }
        return () -> places.giveBack(address, 1);
    }
}
