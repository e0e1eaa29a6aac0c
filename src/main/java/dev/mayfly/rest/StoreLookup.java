package dev.mayfly.rest;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.rest.problem.Problem;
import jakarta.inject.Singleton;

/** Finds the store that a path or parameter names. */
@Singleton
public class StoreLookup {
    private final Stores stores;

    /** Makes a lookup in a catalogue. */
    public StoreLookup(Stores stores) {
        this.stores = stores;
    }

    /**
     * Returns the store with that name.
     *
     * @throws dev.mayfly.rest.problem.ProblemException {@code not-found} if there is none
     */
    public EventStore store(String name) {
        return stores.find(name)
                .orElseThrow(() ->
                        Problem.notFound("There is no store '" + name + "'.").exception());
    }
}
