package dev.mayfly.projection;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.projection.fold.FoldGate;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.subscription.Subscriptions;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The projections of one store, by name. All methods may be called by any thread. */
public final class Projections implements AutoCloseable {
    private final EventStore store;
    private final ProjectionSettings settings;
    private final ProjectionWorkers workers;
    private final Wake.Source wakes;
    private final FoldGate gate;
    private final TreeMap<String, ProjectionRunner<?>> runners = new TreeMap<>();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private boolean closed;

    /**
     * Receives each added and removed projection, in order. Its methods are called on the thread that adds, removes or
     * listens, while no other projection can be added or removed, so they must be fast.
     */
    public interface Listener {
        /** A projection has been added. */
        void added(ProjectionRunner<?> runner);

        /** A projection has been removed. */
        void removed(ProjectionRunner<?> runner);
    }

    /**
     * Makes an empty set of projections for a store.
     *
     * @param subscriptions the source of notifications that the log has grown
     */
    public Projections(
            EventStore store, ProjectionSettings settings, ProjectionWorkers workers, Subscriptions subscriptions) {
        this(store, settings, workers, subscriptions, FoldGate.OPEN);
    }

    /**
     * Makes an empty set of projections for a store.
     *
     * @param subscriptions the source of notifications that the log has grown
     * @param gate is called before each event is folded
     */
    public Projections(
            EventStore store,
            ProjectionSettings settings,
            ProjectionWorkers workers,
            Subscriptions subscriptions,
            FoldGate gate) {
        this(
                store,
                settings,
                workers,
                (watched, task) -> new SubscriptionWake(subscriptions, watched, workers, task),
                gate);
    }

    Projections(EventStore store, ProjectionSettings settings, ProjectionWorkers workers, Wake.Source wakes) {
        this(store, settings, workers, wakes, FoldGate.OPEN);
    }

    private Projections(
            EventStore store,
            ProjectionSettings settings,
            ProjectionWorkers workers,
            Wake.Source wakes,
            FoldGate gate) {
        this.gate = gate;
        this.store = store;
        this.settings = settings;
        this.workers = workers;
        this.wakes = wakes;
    }

    /** Returns the store of these projections. */
    public EventStore store() {
        return store;
    }

    /**
     * Adds a projection and starts it. Returns empty, without adding it, if the name is taken, the limit is reached, or
     * the projections are closed.
     */
    public <V> Optional<ProjectionRunner<V>> add(String name, Projection<V> projection) {
        return add(name, projection, null);
    }

    /**
     * Adds a projection like {@link #add(String, Projection)}.
     *
     * @param inherited the standing to continue from, or null to start at the first event
     */
    public synchronized <V> Optional<ProjectionRunner<V>> add(
            String name, Projection<V> projection, @Nullable Standing<V> inherited) {
        if (closed || runners.containsKey(name) || isFull()) {
            return Optional.empty();
        }
        ProjectionRunner<V> runner =
                new ProjectionRunner<>(name, projection, store, settings, workers, wakes, gate, inherited);
        runners.put(name, runner);
        runner.begin();
        listeners.forEach(listener -> listener.added(runner));
        return Optional.of(runner);
    }

    /** Returns whether the store has reached the limit of projections. */
    public synchronized boolean isFull() {
        return runners.size() >= settings.projections();
    }

    /** Returns the projection with a name, or empty if there is none. */
    public synchronized Optional<ProjectionRunner<?>> find(String name) {
        return Optional.ofNullable(runners.get(name));
    }

    /** Removes a projection with its state and parked events; returns whether there was one. */
    public synchronized boolean remove(String name) {
        @Nullable ProjectionRunner<?> runner = runners.remove(name);
        if (runner == null) {
            return false;
        }
        runner.close();
        listeners.forEach(listener -> listener.removed(runner));
        return true;
    }

    /** Returns all projections, in the order of their names. */
    public synchronized List<ProjectionRunner<?>> all() {
        return List.copyOf(runners.values());
    }

    /** Adds a listener, and reports the existing projections to it as added. */
    public synchronized void listen(Listener listener) {
        listeners.add(listener);
        runners.values().forEach(listener::added);
    }

    /** Removes all projections; none can be added afterwards. */
    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(runners.keySet()).forEach(this::remove);
    }
}
