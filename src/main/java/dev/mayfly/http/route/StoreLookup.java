package dev.mayfly.http.route;

import dev.mayfly.access.Right;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.StoreCreation;
import dev.mayfly.eventstore.StoreSettings;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.UsedStore;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.access.Admission;
import dev.mayfly.http.answer.AnswerFilter;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.EventLoop;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lookup of the store that a path or parameter names. It creates the store if stores are created on first use, and the
 * request may.
 */
@Singleton
public class StoreLookup {
    /** The query parameter that names the store of a call to a domain. */
    public static final String PARAMETER = "store";

    private final Stores stores;
    private final RequestLimits limits;
    private final Function<RoutingContext, Work.Memory> memory;

    /** Makes a lookup whose requests take memory from that of all bodies. */
    @Inject
    public StoreLookup(Stores stores, RequestLimits limits, RequestBodies bodies) {
        this(stores, limits, bodies::memory);
    }

    StoreLookup(Stores stores, RequestLimits limits, Function<RoutingContext, Work.Memory> memory) {
        this.stores = stores;
        this.limits = limits;
        this.memory = memory;
    }

    /**
     * Returns the store with that name. The store does not expire until the request has been answered, unless the
     * request only {@linkplain Observer observes}.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if it does not exist
     */
    public EventStore store(String name, RoutingContext http) {
        return used(name, http);
    }

    /**
     * Returns the store like {@link #store}, for calls that may take long. What they read of it, and the append
     * conditions that they set, are paid for from one budget of work for the request, and end when its client has gone.
     * Memory that is reserved for the answer comes from the budget of all requests, until the answer has been sent.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if it does not exist
     */
    public EventStore budgeted(String name, RoutingContext http) {
        return budgeted(store(name, http), http);
    }

    /**
     * Returns the store for calls that only append without a condition: like {@link #budgeted} if its events must meet a
     * rule, which takes work to check, and otherwise like {@link #store}.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if it does not exist
     */
    public EventStore appended(String name, RoutingContext http) {
        EventStore store = store(name, http);
        return store.rule() == null ? store : budgeted(store, http);
    }

    private EventStore budgeted(EventStore store, RoutingContext http) {
        EventLoop loop = EventLoop.current();
        Work work = new Work(
                limits.work(),
                () -> Connections.isGone(http),
                memory.apply(http),
                begun -> loop.execute(() -> Connections.whenOver(http, begun::end)));
        return new BudgetedStore(store, work);
    }

    /** Returns the name of the store of a call to a domain, whether or not the store exists. */
    public static String parameter(HttpServerRequest request) {
        String given = request.getParam(PARAMETER);
        return given == null ? Stores.DEFAULT : given;
    }

    /**
     * Returns the store of a call to a domain, like {@link #store}.
     *
     * @param name the value of {@value #PARAMETER}, or null if not given, for the default store
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if it does not exist
     */
    public EventStore ofParameter(@Nullable String name, RoutingContext http) {
        return store(name == null ? Stores.DEFAULT : name, http);
    }

    /**
     * Returns the store of a call to a domain, like {@link #budgeted}; the parameters are those of {@link #ofParameter}.
     */
    public EventStore budgetedOfParameter(@Nullable String name, RoutingContext http) {
        return budgeted(name == null ? Stores.DEFAULT : name, http);
    }

    /**
     * Returns the same store as a {@link UsedStore}.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if it does not exist
     */
    public UsedStore used(String name, RoutingContext http) {
        if (Observer.is(http.request())) {
            return stores.glance(name).orElseThrow(() -> unknown(name));
        }
        UsedStore used = entered(name, http);
        HttpMethod method = http.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            http.put(AnswerFilter.CHANGED, used);
        }
        if (used.isLimited()) {
            Connections.whenOver(http, used::leave);
        } else {
            used.leave();
        }
        return used;
    }

    /**
     * Keeps a store from expiring.
     *
     * @param store a store that a lookup returned
     * @return an action to run once, when the use is over
     * @throws dev.mayfly.http.problem.ProblemException {@code not-found} if it no longer exists
     */
    @SuppressWarnings("ReferenceEquality")
    public Runnable hold(EventStore store) {
        UsedStore used = stores.enter(store.name()).orElseThrow(() -> unknown(store.name()));
        if (used != store) {
            used.leave();
            throw unknown(store.name());
        }
        return used::leave;
    }

    /** Returns the problem that there is no place or no memory for another store; null if that was not the matter. */
    public static @Nullable Problem refusal(StoreCreation creation) {
        if (creation instanceof StoreCreation.TooMany tooMany) {
            return Problem.limitReached("stores", tooMany.limit(), "mayfly.stores.limit");
        }
        return creation instanceof StoreCreation.Full full ? Problem.noRoom("store", full.memory()) : null;
    }

    private UsedStore entered(String name, RoutingContext http) {
        Optional<UsedStore> found = stores.enter(name);
        while (found.isEmpty()
                && stores.createsOnUse(name)
                && Admission.of(http).may(Right.MANAGE, name)) {
            Problem refusal = refusal(stores.create(name, StoreSettings.DEFAULT));
            if (refusal != null) {
                throw refusal.exception();
            }
            found = stores.enter(name);
        }
        return found.orElseThrow(() -> unknown(name));
    }

    private static ProblemException unknown(String name) {
        return Problem.notFound("There is no store '" + name + "'.").exception();
    }
}
