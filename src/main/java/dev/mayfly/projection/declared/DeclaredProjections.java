package dev.mayfly.projection.declared;

import dev.mayfly.projection.ForkPoint;
import dev.mayfly.projection.ProjectionRunner;
import dev.mayfly.projection.Projections;
import dev.mayfly.projection.Standing;
import dev.mayfly.projection.fold.StateMemory;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The declared projections of one store, by name. All methods may be called by any thread. */
public final class DeclaredProjections {
    private final Projections projections;
    private final StateLimits limits;
    private final StateMemory memory;
    private final TreeMap<String, Declaration> declarations = new TreeMap<>();
    /** What the definitions count in the memory, by name. Those that a fork shares with its parent do not. */
    private final HashMap<String, Long> definitionBytes = new HashMap<>();

    /**
     * Makes an empty set of declared projections for a store.
     *
     * @param projections all projections of the store, which run the declared ones
     */
    public DeclaredProjections(Projections projections, StateLimits limits, StateMemory memory) {
        this.projections = projections;
        this.limits = limits;
        this.memory = memory;
    }

    /** The outcome of declaring a projection. */
    public sealed interface Put {
        /** The projection is new. */
        record Created(Declaration declaration) implements Put {}

        /** The projection already existed, with an equivalent definition. */
        record Unchanged(Declaration declaration) implements Put {}

        /**
         * The projection has a new definition, whose states are built beside the served ones.
         *
         * @param begun completes when that has begun
         */
        record Replaced(Declaration declaration, CompletionStage<Void> begun) implements Put {}

        /** The name belongs to a projection that is not declared, but written in Java. */
        record NameTaken() implements Put {}

        /**
         * The store has reached its limit of projections.
         *
         * @param limit the number of its projections
         */
        record Full(int limit) implements Put {}

        /**
         * The definition does not fit into the memory of all declared projections.
         *
         * @param limitBytes the limit of that memory
         */
        record NoMemory(long limitBytes) implements Put {}
    }

    /** Declares a projection, or replaces the definition of an existing one. */
    public Put put(String name, Definition definition) {
        return put(name, definition, null);
    }

    /** Declares a parent's projection for its fork; the states continue from the parent's if possible. */
    public Put inherit(Declaration parent, ForkPoint fork) {
        DeclaredProjection projection = parent.projection();
        return put(
                parent.name(),
                projection.definition(),
                parent.runner().standing().of(projection, fork));
    }

    private synchronized Put put(String name, Definition definition, @Nullable Standing<States> inherited) {
        Declaration known = declarations.get(name);
        if (known != null && known.projection().definition().means(definition)) {
            return new Put.Unchanged(known);
        }
        if (!count(name, inherited == null ? definition.sizeBytes() : 0)) {
            return new Put.NoMemory(memory.limitBytes());
        }
        if (known != null) {
            return replace(known, definition);
        }
        DeclaredProjection projection = new DeclaredProjection(definition, limits, memory);
        Optional<ProjectionRunner<States>> runner = projections.add(name, projection, inherited);
        if (runner.isEmpty()) {
            projection.close();
            count(name, 0);
            return projections.find(name).isPresent()
                    ? new Put.NameTaken()
                    : new Put.Full(projections.all().size());
        }
        Declaration declaration = new Declaration(name, projection, runner.get());
        declarations.put(name, declaration);
        return new Put.Created(declaration);
    }

    /** Returns the declared projection with a name, or empty if there is none. */
    public synchronized Optional<Declaration> find(String name) {
        return Optional.ofNullable(declarations.get(name));
    }

    /** Returns all declared projections, in the order of their names. */
    public synchronized List<Declaration> all() {
        return List.copyOf(declarations.values());
    }

    /** Returns all projections of the store, including those written in Java, in the order of their names. */
    public synchronized List<StoreProjection> ofStore() {
        return projections.all().stream().map(this::ofStore).toList();
    }

    /** Returns the projection with a name, declared or written in Java, or empty if there is none. */
    public synchronized Optional<StoreProjection> findOfStore(String name) {
        return projections.find(name).map(this::ofStore);
    }

    private StoreProjection ofStore(ProjectionRunner<?> runner) {
        Declaration declared = declarations.get(runner.name());
        return declared == null ? new StoreProjection(runner.name(), runner, null) : StoreProjection.of(declared);
    }

    /** Removes a declared projection with its states and parked events; returns whether there was one. */
    public synchronized boolean remove(String name) {
        Declaration declaration = declarations.remove(name);
        if (declaration == null) {
            return false;
        }
        projections.remove(name);
        declaration.projection().close();
        count(name, 0);
        return true;
    }

    /** Returns a projection of a definition that belongs to no store. The caller must close it. */
    public DeclaredProjection detached(Definition definition) {
        return new DeclaredProjection(definition, limits, memory);
    }

    /**
     * Returns a projection for a query, that belongs to no store. The caller must close it.
     *
     * @param maxGroups the most groups of a query
     */
    public DeclaredProjection query(Definition definition, int maxGroups) {
        return new DeclaredProjection(
                definition, new StateLimits(maxGroups, "mayfly.query.max-groups", limits.values()), memory);
    }

    /** Counts a definition in place of the one of that name before, if it fits into the memory; returns whether it does. */
    private boolean count(String name, long bytes) {
        if (!memory.change(bytes - definitionBytes.getOrDefault(name, 0L))) {
            return false;
        }
        if (bytes == 0) {
            definitionBytes.remove(name);
        } else {
            definitionBytes.put(name, bytes);
        }
        return true;
    }

    private Put replace(Declaration known, Definition definition) {
        DeclaredProjection projection = new DeclaredProjection(definition, limits, memory);
        CompletableFuture<Void> begun = known.runner().replace(projection);
        known.projection().close();
        Declaration declaration = new Declaration(known.name(), projection, known.runner());
        declarations.put(known.name(), declaration);
        return new Put.Replaced(declaration, begun);
    }
}
