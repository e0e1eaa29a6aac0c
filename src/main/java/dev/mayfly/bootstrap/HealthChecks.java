package dev.mayfly.bootstrap;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.MemoryUse;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.http.quarkus.EventLoops;
import dev.mayfly.http.quarkus.Workers;
import dev.mayfly.projection.ProjectionReport;
import dev.mayfly.projection.ProjectionRunner;
import dev.mayfly.projection.StoreProjections;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The health checks of {@code /q/health}. */
@Singleton
public class HealthChecks {
    private static final Duration LOOP_PATIENCE = Duration.ofSeconds(20);
    /** Long, because all workers may be busy for a while with work that grows with a store. */
    private static final Duration WORKER_PATIENCE = Duration.ofMinutes(2);

    private final Lifecycle lifecycle;
    private final Stores stores;
    private final StoreProjections projections;
    private final Vertx vertx;

    /** Makes the checks. */
    public HealthChecks(Lifecycle lifecycle, Stores stores, StoreProjections projections, Vertx vertx) {
        this.lifecycle = lifecycle;
        this.stores = stores;
        this.projections = projections;
        this.vertx = vertx;
    }

    /**
     * Returns the check that every event loop and the worker pool run tasks. It is down, and names the executor, if a
     * task has waited 20 s for an event loop or two minutes for a worker.
     */
    @Produces
    @Singleton
    @Liveness
    public AsyncHealthCheck liveness() {
        List<Pulse> pulses = new ArrayList<>();
        for (Executor loop : EventLoops.of(vertx)) {
            pulses.add(new Pulse("event-loop-" + pulses.size(), loop, LOOP_PATIENCE));
        }
        pulses.add(new Pulse("workers", Workers::execute, WORKER_PATIENCE));
        return () -> Uni.join()
                .all(pulses.stream().map(Pulse::beat).toList())
                .andFailFast()
                .map(HealthChecks::liveness);
    }

    private static HealthCheckResponse liveness(List<Pulse.Beat> beats) {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("threads");
        boolean alive = true;
        for (Pulse.Beat beat : beats) {
            alive &= beat.isAlive();
            if (!beat.isAlive()) {
                health.withData(beat.name(), "no answer for " + beat.waited().toSeconds() + " s");
            }
        }
        return health.status(alive).build();
    }

    /** Returns the check that requests are accepted, with the size of the default store; down while draining. */
    @Produces
    @Singleton
    @Readiness
    public AsyncHealthCheck readiness() {
        return () -> Uni.createFrom().item(this::storeHealth);
    }

    /**
     * Returns the status of the projections, with those of the default store listed one by one. It is always up: a
     * projection that lags or has stopped serves its last state, and appends continue.
     */
    @Produces
    @Singleton
    @Readiness
    public AsyncHealthCheck projections() {
        return () -> Uni.createFrom().item(this::projectionHealth);
    }

    /** Returns the check that the start has finished. */
    @Produces
    @Singleton
    @Startup
    public AsyncHealthCheck startup() {
        return () -> Uni.createFrom()
                .item(() -> HealthCheckResponse.named("started")
                        .status(lifecycle.hasStarted())
                        .build());
    }

    private HealthCheckResponse storeHealth() {
        EventStore store = stores.defaultStore();
        LogPrefix log = store.prefix();
        MemoryUse memory = store.memory();
        HealthCheckResponseBuilder health = HealthCheckResponse.named("event-store")
                .status(!lifecycle.isDraining())
                .withData("events", log.eventCount())
                .withData("aggregates", log.aggregateCount())
                .withData("usedBytes", memory.usedBytes())
                .withData("limitBytes", memory.limitBytes());
        if (lifecycle.isDraining()) {
            health.withData("state", "draining");
        }
        return health.build();
    }

    private HealthCheckResponse projectionHealth() {
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("projections").up();
        for (ProjectionRunner<?> runner : projections.of(stores.defaultStore()).all()) {
            ProjectionReport report = runner.report();
            health.withData(
                    runner.name(),
                    report.status().word() + " position=" + report.position() + " lag=" + report.lag() + " parked="
                            + report.parked().size());
        }
        return health.build();
    }
}
