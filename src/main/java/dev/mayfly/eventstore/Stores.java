package dev.mayfly.eventstore;

import java.util.Collection;
import java.util.Optional;

/** The stores of one process, by name. Any thread may call any method. */
public interface Stores {
    /** The name of the store that always exists. */
    String DEFAULT = "default";

    /** Returns the store with that name, or empty. For a store that expires when unused, this counts as a use. */
    Optional<EventStore> find(String name);

    /** Begins a use of the store with that name and returns the store, or empty. The caller must end the use. */
    Optional<UsedStore> enter(String name);

    /** Returns the store with that name, or empty, without counting as a use: the store may expire meanwhile. */
    Optional<UsedStore> glance(String name);

    /** Returns whether a store is created when its name is first used. */
    boolean createsOnUse(String name);

    /** Returns the store that always exists. */
    EventStore defaultStore();

    /** Returns all stores, in the order of their names. */
    Collection<EventStore> all();

    /**
     * Creates a store, unless one with that name exists or the limit is reached.
     *
     * @throws dev.mayfly.event.InvalidInputException if the name is not a valid store name
     */
    StoreCreation create(String name, StoreSettings settings);

    /**
     * Deletes a store and all its data. Reads in progress may finish; appends to it, and waits for new events, fail
     * with a {@link StoreDeletedException}.
     */
    StoreDeletion delete(String name);
}
