package dev.mayfly.projection;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.projection.fold.CountedProjection;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.StateMemory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The projections of all stores of a process. All methods may be called by any thread. */
public final class StoreProjections implements AutoCloseable {
    private final Function<EventStore, Projections> opening;
    private final Map<String, Projection<?>> builtIn;
    private final StateMemory memory;
    private final Consumer<Projections> opened;
    private final ConcurrentHashMap<EventStore, Projections> byStore = new ConcurrentHashMap<>();

    /**
     * Makes an empty set of projections.
     *
     * @param opening makes an empty set of projections for a store
     * @param builtIn the built-in projections of each store, by name
     * @param memory what the states of the built-in projections count towards
     * @param opened is called with each store's projections before the first is added
     */
    public StoreProjections(
            Function<EventStore, Projections> opening,
            Map<String, Projection<?>> builtIn,
            StateMemory memory,
            Consumer<Projections> opened) {
        this.opening = opening;
        this.builtIn = Map.copyOf(builtIn);
        this.memory = memory;
        this.opened = opened;
    }

    /** Returns the projections of a store; the first call starts the built-in ones. */
    public Projections of(EventStore store) {
        Projections known = byStore.get(store);
        return known != null ? known : opened(store, made -> {});
    }

    /**
     * Starts the projections of a fork, unless they have started; built-in ones continue from the parent's state if
     * possible. Does nothing if the parent's projections have not started.
     */
    public void fork(EventStore store, EventStore parent, ForkPoint fork) {
        Projections known = byStore.get(parent);
        if (known != null) {
            opened(store, made -> inherit(made, known, fork));
        }
    }

    /** Returns the projections of a store, or empty if they have not started. */
    public Optional<Projections> find(EventStore store) {
        return Optional.ofNullable(byStore.get(store));
    }

    /** Returns the projections of all stores for which they have started. */
    public Collection<Projections> all() {
        return List.copyOf(byStore.values());
    }

    /** Returns a projection whose state counts as those of the built-in ones do, for use once; the caller must close it. */
    public <V> CountedProjection<V> counted(Projection<V> projection) {
        return new CountedProjection<>(projection, memory);
    }

    /** Removes all projections of a deleted store. */
    public void remove(EventStore store) {
        Projections gone = byStore.remove(store);
        if (gone != null) {
            List<ProjectionRunner<?>> runners = gone.all();
            gone.close();
            runners.forEach(StoreProjections::uncount);
        }
    }

    /** Removes all projections of all stores. */
    @Override
    public void close() {
        List.copyOf(byStore.keySet()).forEach(this::remove);
    }

    private void inherit(Projections made, Projections known, ForkPoint fork) {
        for (String name : builtIn.keySet()) {
            known.find(name).ifPresent(runner -> inherit(made, runner, fork));
        }
    }

    private static <V> void inherit(Projections made, ProjectionRunner<V> runner, ForkPoint fork) {
        if (runner.projection() instanceof CountedProjection<V> counted) {
            add(made, runner.name(), counted.another(), runner.standing().of(counted, fork));
        }
    }

    private static <V> void add(
            Projections made, String name, CountedProjection<V> projection, @Nullable Standing<V> inherited) {
        if (made.add(name, projection, inherited).isEmpty()) {
            projection.close();
        }
    }

    private static void uncount(ProjectionRunner<?> runner) {
        if (runner.projection() instanceof CountedProjection<?> counted) {
            counted.close();
        }
    }

    /**
     * Returns the projections of a store, and starts them if necessary.
     *
     * @param first called if they start now, before the built-in ones are added
     */
    private Projections opened(EventStore store, Consumer<Projections> first) {
        Projections projections = byStore.computeIfAbsent(store, each -> open(each, first));
        if (store.isDeleted()) {
            // The thread that deletes the store removes its projections afterwards, and may have run before this.
            remove(store);
        }
        return projections;
    }

    private Projections open(EventStore store, Consumer<Projections> first) {
        Projections projections = opening.apply(store);
        opened.accept(projections);
        first.accept(projections);
        builtIn.forEach((name, projection) -> add(projections, name, counted(projection), null));
        return projections;
    }
}
