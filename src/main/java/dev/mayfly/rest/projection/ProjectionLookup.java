package dev.mayfly.rest.projection;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.rest.StoreLookup;
import dev.mayfly.rest.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Finds the declared projections that a path names. */
@Singleton
public class ProjectionLookup {
    private final StoreLookup stores;
    private final StoreDeclarations declarations;

    /** Makes a lookup among declarations. */
    public ProjectionLookup(StoreLookup stores, StoreDeclarations declarations) {
        this.stores = stores;
        this.declarations = declarations;
    }

    /**
     * Returns the store of a name, which does not go because nobody uses it until the request has been answered.
     *
     * @throws dev.mayfly.rest.problem.ProblemException {@code not-found} if there is none
     */
    EventStore store(String store, RoutingContext http) {
        return stores.store(store, http);
    }

    /**
     * Returns the declared projections of a store.
     *
     * @throws dev.mayfly.rest.problem.ProblemException {@code not-found} if there is no such store
     */
    DeclaredProjections of(String store) {
        return declarations.of(stores.store(store));
    }

    /**
     * Returns a projection of a store that the request changes, whose answer then says at which position it was made.
     *
     * @throws dev.mayfly.rest.problem.ProblemException {@code not-found} if there is none
     */
    Declaration find(String store, String name, RoutingContext http) {
        return declarations.of(stores.store(store, http)).find(name).orElseThrow(() -> unknown(name));
    }

    /**
     * Returns the declared projections of a store that the request changes, whose answer then says at which position it was
     * made.
     *
     * @throws dev.mayfly.rest.problem.ProblemException {@code not-found} if there is no such store
     */
    DeclaredProjections of(String store, RoutingContext http) {
        return declarations.of(stores.store(store, http));
    }

    /**
     * Returns a projection of a store.
     *
     * @throws dev.mayfly.rest.problem.ProblemException {@code not-found} if there is none
     */
    Declaration find(String store, String name) {
        return of(store).find(name).orElseThrow(() -> unknown(name));
    }

    /** Returns the problem that there is no projection of that name. */
    static RuntimeException unknown(String name) {
        return Problem.notFound("There is no projection '" + name + "'.").exception();
    }
}
