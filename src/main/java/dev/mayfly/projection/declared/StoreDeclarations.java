package dev.mayfly.projection.declared;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.projection.Projections;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.projection.fold.StateMemory;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The declared projections of all stores of a process. All methods may be called by any thread. */
public final class StoreDeclarations {
    private final StoreProjections projections;
    private final StateLimits limits;
    private final StateMemory memory;
    private final ConcurrentHashMap<Projections, DeclaredProjections> byStore = new ConcurrentHashMap<>();

    /**
     * Makes an instance without declared projections.
     *
     * @param projections the projections of all stores, which run the declared ones
     * @param limits the limits of each projection's states
     * @param memory the memory of the states of all declared projections
     */
    public StoreDeclarations(StoreProjections projections, StateLimits limits, StateMemory memory) {
        this.projections = projections;
        this.limits = limits;
        this.memory = memory;
    }

    /** Returns the declared projections of a store, initially none. */
    public DeclaredProjections of(EventStore store) {
        Projections ofStore = projections.of(store);
        DeclaredProjections known = byStore.get(ofStore);
        if (known != null) {
            return known;
        }
        DeclaredProjections declared =
                byStore.computeIfAbsent(ofStore, all -> new DeclaredProjections(all, limits, memory));
        if (store.isDeleted()) {
            // The thread that deletes the store removes these afterwards, and may have run before this.
            remove(ofStore);
        }
        return declared;
    }

    /** Returns the declared projections of a store, or empty if they have not been used. */
    public Optional<DeclaredProjections> find(EventStore store) {
        return projections.find(store).map(byStore::get);
    }

    /** Removes the declared projections of a deleted store. */
    public void remove(EventStore store) {
        projections.find(store).ifPresent(this::remove);
    }

    private void remove(Projections ofStore) {
        DeclaredProjections gone = byStore.remove(ofStore);
        if (gone != null) {
            gone.all().forEach(declaration -> gone.remove(declaration.name()));
        }
    }

    /** Returns the memory of the states of all declared projections. */
    public StateMemory memory() {
        return memory;
    }
}
