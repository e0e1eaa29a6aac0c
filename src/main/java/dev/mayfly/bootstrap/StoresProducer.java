package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.meters.MeteredEventStore;
import dev.mayfly.bootstrap.meters.StoreGauges;
import dev.mayfly.bootstrap.meters.StoreMeters;
import dev.mayfly.eventstore.StoreClock;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.http.quarkus.Workers;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.CatalogueLimits;
import dev.mayfly.store.ProcessTime;
import dev.mayfly.store.http.IndexLimits;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;

/** Produces the stores. */
@Singleton
public class StoresProducer {
    private static final Logger LOG = Logger.getLogger(StoresProducer.class);

    /**
     * Returns the stores of this process, with meters.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    @Typed({Catalogue.class, Stores.class})
    public Catalogue catalogue(
            MayflyConfiguration configuration, MeterRegistry registry, Vertx vertx, FaultInjection injection) {
        StoreMeters ofDefault = new StoreMeters(registry, Stores.DEFAULT);
        StoreMeters ofOthers = new StoreMeters(registry, StoreMeters.OTHERS);
        Catalogue catalogue = new Catalogue(
                new EmbeddedStores(),
                (store, clock) -> FaultsProducer.faulty(
                        new MeteredEventStore(store, store.name().equals(Stores.DEFAULT) ? ofDefault : ofOthers),
                        clock,
                        injection),
                limits(configuration),
                ProcessTime.ofMachine(),
                timer(vertx));
        StoreGauges.register(registry, catalogue);
        return catalogue;
    }

    private static CatalogueLimits limits(MayflyConfiguration configuration) {
        MayflyConfiguration.Stores given = configuration.stores();
        int limit = given.limit()
                .orElseGet(() -> CatalogueLimits.stores(Runtime.getRuntime().maxMemory()));
        if (limit < 1) {
            throw wrong("limit", "must be at least 1");
        }
        if (given.snapshots() < 0) {
            throw wrong("snapshots", "must be at least 0");
        }
        Duration ttl = given.ttl().orElse(null);
        if (ttl != null && (ttl.isZero() || ttl.isNegative() || ttl.compareTo(Catalogue.MAX_TTL) > 0)) {
            throw wrong("ttl", "must be positive and at most " + Catalogue.MAX_TTL);
        }
        long totalBytes =
                configuration.memory().limit().toBytes(Runtime.getRuntime().maxMemory());
        return new CatalogueLimits(limit, totalBytes, ttl, given.snapshots(), given.autoCreate());
    }

    /**
     * Returns the limits of indexes of values.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public IndexLimits indexLimits(MayflyConfiguration configuration) {
        int most = configuration.stores().indexes();
        if (most < 0) {
            throw wrong("indexes", "must be at least 0");
        }
        return new IndexLimits(most);
    }

    private static StoreClock.Timer timer(Vertx vertx) {
        return (delay, task) ->
                vertx.setTimer(Math.max(1, delay.toMillis()), unused -> Workers.execute(() -> scheduled(task)));
    }

    private static void scheduled(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.error("A task scheduled on a store's clock failed", failure);
        }
    }

    private static ConfigurationException wrong(String key, String message) {
        String name = "mayfly.stores." + key;
        return new ConfigurationException(name + " " + message, Set.of(name));
    }
}
