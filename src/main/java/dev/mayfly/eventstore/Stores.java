package dev.mayfly.eventstore;

import java.util.Collection;
import java.util.Optional;

/** The stores of one process, by name. All methods may be called by any thread. */
public interface Stores {
    /** The name of the store that always exists. */
    String DEFAULT = "default";

    /** Returns the store with that name, or nothing. */
    Optional<EventStore> find(String name);

    /** Returns the store that always exists. */
    EventStore defaultStore();

    /** Returns all stores, in the order of their names. */
    Collection<EventStore> all();
}
