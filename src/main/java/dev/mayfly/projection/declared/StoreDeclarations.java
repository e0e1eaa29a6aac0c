package dev.mayfly.projection.declared;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.projection.Projections;
import dev.mayfly.projection.StoreProjections;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The declared projections of all stores of a process. All methods may be called by any thread. */
public final class StoreDeclarations {
    private final StoreProjections projections;
    private final StateLimits limits;
    private final StateMemory memory;
    private final ConcurrentHashMap<Projections, DeclaredProjections> byStore = new ConcurrentHashMap<>();

    /**
     * Makes what has no declared projections so far.
     *
     * @param projections the projections of all stores, among which the declared ones are run
     * @param limits what the states of each may be
     * @param memory what the states of all may take
     */
    public StoreDeclarations(StoreProjections projections, StateLimits limits, StateMemory memory) {
        this.projections = projections;
        this.limits = limits;
        this.memory = memory;
    }

    /** Returns the declared projections of a store. */
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

    /** Returns the declared projections of a store if they were asked for. */
    public Optional<DeclaredProjections> find(EventStore store) {
        return projections.find(store).map(byStore::get);
    }

    /** Forgets the declared projections of a store, which has gone. */
    public void remove(EventStore store) {
        projections.find(store).ifPresent(this::remove);
    }

    private void remove(Projections ofStore) {
        DeclaredProjections gone = byStore.remove(ofStore);
        if (gone != null) {
            gone.all().forEach(declaration -> gone.remove(declaration.name()));
        }
    }

    /** Returns what the states of all declared projections take. */
    public StateMemory memory() {
        return memory;
    }
}
