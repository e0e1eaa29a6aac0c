package dev.mayfly.eventstore;

/** The result of creating a store. */
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

    /** A store with that name exists, with other settings. */
    record Different() implements StoreCreation {}

    /**
     * The limit on the number of stores has been reached.
     *
     * @param limit the limit
     */
    record TooMany(long limit) implements StoreCreation {}

    /**
     * There is too little memory for another store.
     *
     * @param memory what all stores take, and the most that they may take for another one to be made
     */
    record Full(MemoryUse memory) implements StoreCreation {}
}
