package dev.mayfly.eventstore;

/** A store that somebody uses: it does not expire until the use has ended. */
public interface UsedStore extends EventStore {
    /** Returns the clock that the store takes its times from. */
    StoreClock clock();

    /** Returns whether the store expires when nobody uses it. */
    boolean isLimited();

    /** Ends the use that {@link Stores#enter} has begun; to be called once. */
    void leave();
}
