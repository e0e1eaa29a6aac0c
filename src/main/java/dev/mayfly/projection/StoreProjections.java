package dev.mayfly.projection;

import dev.mayfly.eventstore.EventStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The projections of all stores of a process. All methods may be called by any thread. */
public final class StoreProjections implements AutoCloseable {
    private final Function<EventStore, Projections> opening;
    private final Map<String, Projection<?>> builtIn;
    private final Consumer<Projections> opened;
    private final ConcurrentHashMap<EventStore, Projections> byStore = new ConcurrentHashMap<>();

    /**
     * Makes what has no store's projections so far.
     *
     * @param opening makes the projections of a store, none so far
     * @param builtIn what each store has from the beginning, by name
     * @param opened learns of each store's projections before the first is added
     */
    public StoreProjections(
            Function<EventStore, Projections> opening,
            Map<String, Projection<?>> builtIn,
            Consumer<Projections> opened) {
        this.opening = opening;
        this.builtIn = Map.copyOf(builtIn);
        this.opened = opened;
    }

    /** Returns the projections of a store, which begin when they are first asked for. */
    public Projections of(EventStore store) {
        Projections known = byStore.get(store);
        return known != null ? known : opened(store);
    }

    /** Returns the projections of a store if they were asked for. */
    public Optional<Projections> find(EventStore store) {
        return Optional.ofNullable(byStore.get(store));
    }

    /** Returns the projections of all stores that were asked for. */
    public Collection<Projections> all() {
        return List.copyOf(byStore.values());
    }

    /** Removes all projections of a store, which has gone. */
    public void remove(EventStore store) {
        Projections gone = byStore.remove(store);
        if (gone != null) {
            gone.close();
        }
    }

    /** Removes all projections of all stores. */
    @Override
    public void close() {
        List.copyOf(byStore.keySet()).forEach(this::remove);
    }

    private Projections opened(EventStore store) {
        Projections projections = byStore.computeIfAbsent(store, this::open);
        if (store.isDeleted()) {
            // Whoever deletes a store removes its projections behind that, and may have been before this.
            remove(store);
        }
        return projections;
    }

    private Projections open(EventStore store) {
        Projections projections = opening.apply(store);
        opened.accept(projections);
        builtIn.forEach(projections::add);
        return projections;
    }
}
