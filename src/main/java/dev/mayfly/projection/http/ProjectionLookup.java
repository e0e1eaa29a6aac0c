package dev.mayfly.projection.http;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import dev.mayfly.http.route.StoreLookup;
import dev.mayfly.projection.declared.Declaration;
import dev.mayfly.projection.declared.DeclaredProjections;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.projection.declared.StoreProjection;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Finds the projections that a path names. */
@Singleton
public class ProjectionLookup {
    private final StoreLookup stores;
    private final StoreDeclarations declarations;

    /** Makes a lookup. */
    public ProjectionLookup(StoreLookup stores, StoreDeclarations declarations) {
        this.stores = stores;
        this.declarations = declarations;
    }

    /**
     * Returns the store with a name, which does not expire until the request has been answered.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if there is none
     */
    EventStore store(String store, RoutingContext http) {
        return stores.store(store, http);
    }

    /**
     * Returns the store like {@link #store}, for calls that fold events; see {@link StoreLookup#budgeted}.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if there is none
     */
    EventStore budgeted(String store, RoutingContext http) {
        return stores.budgeted(store, http);
    }

    /**
     * Returns the declared projections of a store.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if there is no such store
     */
    DeclaredProjections of(String store, RoutingContext http) {
        return declarations.of(stores.store(store, http));
    }

    /**
     * Returns a projection of a store, declared or written in Java.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if there is none
     */
    StoreProjection find(String store, String name, RoutingContext http) {
        return of(store, http).findOfStore(name).orElseThrow(() -> unknown(name));
    }

    /**
     * Returns a declared projection of a store.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if there is none, or it is written in Java
     */
    Declaration declared(String store, String name, RoutingContext http) {
        DeclaredProjections projections = of(store, http);
        return projections
                .find(name)
                .orElseThrow(() -> projections.findOfStore(name).isPresent()
                        ? Problem.notFound("Projection '" + name
                                        + "' is written in Java, and its states cannot be read here. Use the queries of"
                                        + " its domain.")
                                .exception()
                        : unknown(name));
    }

    /** Returns the problem that a projection is written in Java, and so cannot be declared or deleted. */
    static RuntimeException inJava(String name) {
        return Problem.of(
                        ProblemType.FORBIDDEN,
                        "Projection '" + name
                                + "' is written in Java and ships with the server, so it cannot be declared"
                                + " or deleted. Rebuild it, or choose another name.")
                .exception();
    }

    /** Returns the problem that no projection has that name. */
    static RuntimeException unknown(String name) {
        return Problem.notFound("There is no projection '" + name + "'.").exception();
    }
}
