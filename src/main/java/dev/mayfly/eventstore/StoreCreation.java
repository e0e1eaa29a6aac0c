package dev.mayfly.eventstore;

/** What became of making a store. */
public sealed interface StoreCreation {
    /**
     * There is a new store.
     *
     * @param store the store
     */
    record Created(EventStore store) implements StoreCreation {}

    /**
     * There was a store of that name already, made with the same settings.
     *
     * @param store the store
     */
    record Same(EventStore store) implements StoreCreation {}

    /** There is a store of that name, made with other settings. */
    record Different() implements StoreCreation {}

    /**
     * There are as many stores as there may be.
     *
     * @param limit how many that is
     */
    record TooMany(long limit) implements StoreCreation {}
}
