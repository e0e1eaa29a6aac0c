package dev.mayfly.eventstore;

/** A store in use, which does not expire until the use has ended. */
public interface UsedStore extends EventStore {
    /** Returns the store's clock. */
    StoreClock clock();

    /** Returns whether the store expires when unused. */
    boolean isLimited();

    /** Ends the use that {@link Stores#enter} began; must be called exactly once. */
    void leave();
}
