package dev.mayfly.http.read;

import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.share.Refusal;
import dev.mayfly.http.share.Shares;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;

/**
 * The requests that wait for enough matches or for a position to become visible, up to a limit that clients share by their
 * addresses.
 */
@Singleton
public class WaitingRequests implements Shareable {
    private static final String NAME = WaitingRequests.class.getName();
    private static final Refusal REFUSAL = new Refusal(
            "The maximum number of requests from one client is waiting (mayfly.limits.waiting-requests). Try again later.",
            "The maximum number of requests is waiting (mayfly.limits.waiting-requests). Try again later.",
            1);

    private final Shares places;

    /** Makes a counter with the given limit. */
    public WaitingRequests(RequestLimits limits) {
        this.places = new Shares(limits.waitingRequests());
    }

    /** Makes these the waiting requests of a Vert.x instance. */
    void install(@Observes StartupEvent event, Vertx vertx) {
        vertx.sharedData().<String, WaitingRequests>getLocalMap(NAME).put(NAME, this);
    }

    /** Returns the waiting requests of the application that a Vert.x instance is of. */
    static WaitingRequests of(Vertx vertx) {
        return Objects.requireNonNull(
                vertx.sharedData().<String, WaitingRequests>getLocalMap(NAME).get(NAME));
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
        REFUSAL.check(places.take(address, 1));
        return () -> places.giveBack(address, 1);
    }
}
