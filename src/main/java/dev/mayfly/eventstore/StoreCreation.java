package dev.mayfly.eventstore;

/** What became of making a store. */
public sealed interface StoreCreation {
    /**
     * The store was created.
     *
     * @param store the store
     */
    record Created(EventStore store) implements StoreCreation {}

    /**
     * A store with that name and the same settings already exists.
     *
     * @param store the store
     */
    record Same(EventStore store) implements StoreCreation {}

    /** There is a store of that name, made with other settings. */
    record Different() implements StoreCreation {}

    /**
     * The limit of stores has been reached.
     *
     * @param limit the limit
     */
    record TooMany(long limit) implements StoreCreation {}
}
