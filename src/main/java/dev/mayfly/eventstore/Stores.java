package dev.mayfly.eventstore;

import java.util.Collection;
import java.util.Optional;

/** The stores of one process, by name. All methods may be called by any thread. */
public interface Stores {
    /** The name of the store that always exists. */
    String DEFAULT = "default";

    /** Returns the store with that name, or nothing. For a store that goes when it is not used, this is a use. */
    Optional<EventStore> find(String name);

    /** Begins a use of the store with that name and returns the store, or nothing; the caller ends the use. */
    Optional<UsedStore> enter(String name);

    /** Returns the store with that name, or nothing, for a look that is not a use: the store may expire meanwhile. */
    Optional<UsedStore> glance(String name);

    /** Returns whether a store is to be made when its name is first used. */
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
     * Deletes a store and all its data. Reads that have begun may finish; appends to it, and waits for it to grow, fail
     * with a {@link StoreDeletedException}.
     */
    StoreDeletion delete(String name);
}
