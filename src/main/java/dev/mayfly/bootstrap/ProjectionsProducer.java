package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.meters.ProjectionMeters;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.fault.FaultInjection;
import dev.mayfly.projection.ProjectionSettings;
import dev.mayfly.projection.ProjectionWorkers;
import dev.mayfly.projection.Projections;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.projection.fold.JavaProjections;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.StateMemory;
import dev.mayfly.subscription.Subscriptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Produces the projections of the stores and their worker threads. */
@Singleton
public class ProjectionsProducer {
    private static final long IDLE_SECONDS = 10;

    /**
     * Returns the settings of projections.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public ProjectionSettings settings(MayflyConfiguration configuration) {
        MayflyConfiguration.Projections projections = configuration.projections();
        requireAtLeast(1, projections.workers(), "workers");
        requireAtLeast(1, projections.batchEvents(), "batch-events");
        requireAtLeast(0, projections.parkedEvents(), "parked-events");
        requireAtLeast(1, projections.perStore(), "per-store");
        if (projections.retryPauses().stream().anyMatch(Duration::isNegative)) {
            throw wrong("retry-pauses", "must not be negative");
        }
        return new ProjectionSettings(
                projections.batchEvents(),
                projections.retryPauses(),
                projections.parkedEvents(),
                projections.perStore());
    }

    /** Returns the workers. Idle threads end. */
    @Produces
    @Singleton
    public ProjectionWorkers workers(MayflyConfiguration configuration, ProjectionSettings checked, Vertx vertx) {
        int threads = configuration.projections().workers();
        AtomicInteger number = new AtomicInteger();
        // The queue is bounded by the number of projections, each of which has at most two tasks in it.
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "mayfly-projection-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        // Tasks are rejected only after shutdown, when a start has failed, and then no longer matter.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return new ProjectionWorkers(
                executor,
                (pause, task) -> vertx.setTimer(Math.max(1, pause.toMillis()), unused -> task.run()),
                Clock.systemUTC());
    }

    /**
     * Returns the projections of all stores; each store starts with those of the domains. Only those of the default
     * store have meters: there may be thousands of stores, which would need too many meters.
     */
    @Produces
    @Singleton
    public StoreProjections projections(
            ProjectionSettings settings,
            ProjectionWorkers workers,
            Subscriptions subscriptions,
            MeterRegistry registry,
            FaultInjection injection,
            StateMemory memory,
            @All List<JavaProjections> inJava) {
        Map<String, Projection<?>> builtIn = new HashMap<>();
        for (JavaProjections each : inJava) {
            each.projections().forEach((name, projection) -> {
                if (builtIn.put(name, projection) != null) {
                    throw new IllegalStateException("more than one projection has the name " + name);
                }
            });
        }
        Set<String> names = Set.copyOf(builtIn.keySet());
        return new StoreProjections(
                (EventStore store) -> new Projections(
                        store, settings, workers, subscriptions, FaultsProducer.gate(injection, store.name())),
                builtIn,
                memory,
                opened -> {
                    String store = opened.store().name();
                    if (store.equals(Stores.DEFAULT)) {
                        opened.listen(new ProjectionMeters(registry, store, names));
                    }
                });
    }

    void close(@Disposes StoreProjections projections) {
        projections.close();
    }

    void shutDown(@Disposes ProjectionWorkers workers) {
        if (workers.executor() instanceof ThreadPoolExecutor executor) {
            executor.shutdownNow();
        }
    }

    private static void requireAtLeast(int least, int value, String key) {
        if (value < least) {
            throw wrong(key, "must be at least " + least);
        }
    }

    private static ConfigurationException wrong(String key, String message) {
        String name = "mayfly.projections." + key;
        return new ConfigurationException(name + " " + message, Set.of(name));
    }
}
