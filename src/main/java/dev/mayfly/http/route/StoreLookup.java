package dev.mayfly.http.route;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.http.answer.AnswerFilter;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.store.World;
import dev.mayfly.store.Worlds;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds the store that a path or parameter names; makes it, if stores are made when they are first used. */
@Singleton
public class StoreLookup {
    private final Worlds worlds;

    /** Makes a lookup among worlds. */
    public StoreLookup(Worlds worlds) {
        this.worlds = worlds;
    }

    /**
     * Returns the store with that name, which does not go because nobody uses it until the request has been answered, unless
     * that only {@linkplain Observer looks on}.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if there is none
     */
    public EventStore store(String name, RoutingContext http) {
        return world(name, http);
    }

    /**
     * Returns the world with that name, in the same way.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if there is none
     */
    public World world(String name, RoutingContext http) {
        if (Observer.is(http.request())) {
            return worlds.glance(name).orElseThrow(() -> unknown(name));
        }
        World world = entered(name);
        HttpMethod method = http.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            http.put(AnswerFilter.CHANGED, world);
        }
        if (world.isLimited()) {
            keep(world, http);
        } else {
            world.leave();
        }
        return world;
    }

    /**
     * Keeps a store from going because nobody uses it.
     *
     * @param store a store that a lookup has returned
     * @return to be run once, when the use is over
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if it has gone
     */
    @SuppressWarnings("ReferenceEquality")
    public Runnable hold(EventStore store) {
        World world = worlds.enter(store.name()).orElseThrow(() -> unknown(store.name()));
        if (world != store) {
            world.leave();
            throw unknown(store.name());
        }
        return world::leave;
    }

    /** Returns the problem that there are as many stores as there may be. */
    public static Problem tooMany(StoreCreation.TooMany tooMany) {
        return Problem.limitReached("stores", tooMany.limit(), "mayfly.stores.limit");
    }

    private World entered(String name) {
        Optional<World> found = worlds.enter(name);
        while (found.isEmpty() && worlds.createsOnUse(name)) {
            if (worlds.create(name, StoreSettings.DEFAULT) instanceof StoreCreation.TooMany tooMany) {
                throw tooMany(tooMany).exception();
            }
            found = worlds.enter(name);
        }
        return found.orElseThrow(() -> unknown(name));
    }

    private static ProblemException unknown(String name) {
        return Problem.notFound("There is no store '" + name + "'.").exception();
    }

    private static void keep(World world, RoutingContext http) {
        Use use = new Use(world);
        http.addEndHandler(use);
        // A request that is over already tells nobody so.
        if (http.response().closed()) {
            use.end();
        }
    }

    /** A use of a world until the end of a request. */
    private static final class Use implements Handler<AsyncResult<Void>> {
        private final World world;
        private final AtomicBoolean over = new AtomicBoolean();

        Use(World world) {
            this.world = world;
        }

        @Override
        public void handle(AsyncResult<Void> ended) {
            end();
        }

        void end() {
            if (over.compareAndSet(false, true)) {
                world.leave();
            }
        }
    }
}
