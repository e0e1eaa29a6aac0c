package dev.mayfly.bootstrap;

import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.Optimisation;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.http.live.LiveConnections;
import dev.mayfly.http.quarkus.Workers;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.operation.Operations;
import dev.mayfly.projection.ForkPoint;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.cache.PageCache;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Reclaiming;
import dev.mayfly.store.Store;
import dev.mayfly.store.StoreListener;
import dev.mayfly.store.retention.LiveAggregates;
import dev.mayfly.store.retention.Retention;
import dev.mayfly.subscription.Subscriptions;
import io.quarkus.arc.All;
import io.quarkus.cache.CacheManager;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Everything that depends on a store's life. Projections start with a store's first events, so an empty store costs
 * next to nothing; when a store is deleted, everything kept for it is dropped; and one timer deletes expired stores.
 */
@Singleton
class StoreLife implements StoreListener {
    /** The time between two checks for expired stores. */
    private static final long PERIOD_MILLIS = 1_000;

    private static final Logger LOG = Logger.getLogger(StoreLife.class);
    private static final Executor TURNS = ClientWork.turnsOfOwn();

    private final Catalogue catalogue;
    private final StoreProjections projections;
    private final StoreDeclarations declarations;
    private final LiveConnections connections;
    private final Subscriptions subscriptions;
    private final CacheManager caches;
    private final Vertx vertx;
    private final FaultInjection faults;
    private final Operations operations;
    private final List<LiveAggregates> live;
    /** The histories, replaced or with events removed, whose pages are still cached. */
    private final Set<String> goneIncarnations = ConcurrentHashMap.newKeySet();

    private final Reclaiming reclaiming;

    private long timer;

    StoreLife(
            Catalogue catalogue,
            StoreProjections projections,
            StoreDeclarations declarations,
            LiveConnections connections,
            Subscriptions subscriptions,
            CacheManager caches,
            Vertx vertx,
            FaultInjection faults,
            Operations operations,
            @All List<LiveAggregates> live) {
        this.catalogue = catalogue;
        this.projections = projections;
        this.declarations = declarations;
        this.connections = connections;
        this.subscriptions = subscriptions;
        this.caches = caches;
        this.vertx = vertx;
        this.faults = faults;
        this.operations = operations;
        this.live = List.copyOf(live);
        this.reclaiming = new Reclaiming(catalogue, StoreLife::reclaimed);
    }

    private static void reclaimed(Store store, Optimisation result, long nanos) {
        if (result.removedBytes() == 0 && result.garbageBytes() > 0) {
            LOG.warnf(
                    "Store '%s' has %d bytes of removed events that cannot be freed: there is no room to copy the rest."
                            + " Delete stores or snapshots, or raise mayfly.memory.limit.",
                    store.name(), result.garbageBytes());
        } else {
            LOG.debugf(
                    "Freed %d bytes of removed events of store '%s' in %d ms.",
                    (Object) result.removedBytes(), store.name(), nanos / 1_000_000);
        }
    }

    /** Starts before everything else at startup, which may create stores. */
    void begin(@Observes @Priority(1) StartupEvent event) {
        catalogue.listen(this);
        timer = Workers.periodically(vertx, PERIOD_MILLIS, this::lookAfter);
    }

    void end(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    @Override
    public void begun(Store store) {
        projections.of(store);
    }

    /** Declares a parent's projections for its fork; their states continue from the parent's if possible. */
    @Override
    public void forked(Store store, Store parent, LogImage image) {
        ForkPoint fork = new ForkPoint(image.incarnation(), image.position(), store.firstIncarnation());
        if (fork.position() > 0) {
            projections.fork(store, parent, fork);
        }
        declarations
                .find(parent)
                .ifPresent(declared ->
                        declared.all().forEach(each -> declarations.of(store).inherit(each, fork)));
    }

    @Override
    public void historyChanged(Store store, String before) {
        var unused = operations.stop(store, "The store's history has been replaced.");
        subscriptions.historyChanged(store);
        goneIncarnations.add(before);
    }

    @Override
    public void reduced(Store store) {
        goneIncarnations.add(store.incarnation());
    }

    @Override
    public void redacted(Store store) {
        goneIncarnations.add(store.incarnation());
        projections
                .find(store)
                .ifPresent(known -> known.all().forEach(runner -> {
                    var unused = runner.rebuild();
                }));
    }

    @Override
    public void deleted(Store store) {
        var unused = operations.stop(store, "The store has been deleted.");
        connections.end(store);
        declarations.remove(store);
        projections.remove(store);
        faults.remove(store.name());
        goneIncarnations.add(store.incarnation());
    }

    private void lookAfter() {
        catalogue.expire();
        applyRules(catalogue.defaultStore().retention());
        catalogue.others().forEach(store -> applyRules(store.retention()));
        dropPages();
        if (reclaiming.isDue()) {
            Workers.execute(reclaiming::run);
        }
    }

    /** Applies the rules of a store in turn with the work of clients, unless that is being done. */
    private void applyRules(Retention retention) {
        if (!retention.isBeingApplied()) {
            var unused = retention.apply(live, TURNS);
        }
    }

    /** Drops the cached search pages of all replaced histories at once, because that checks every page. */
    private void dropPages() {
        Set<String> gone = Set.copyOf(goneIncarnations);
        if (!gone.isEmpty()) {
            goneIncarnations.removeAll(gone);
            caches.getCache(PageCache.NAME)
                    .ifPresent(pages -> pages.invalidateIf(
                                    key -> key instanceof PageKey page && gone.contains(page.incarnation()))
                            .await()
                            .indefinitely());
        }
    }
}
