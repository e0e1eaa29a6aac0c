package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.bootstrap.files.StoreFiles;
import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.http.answer.SendLimits;
import dev.mayfly.http.answer.SendQueues;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.live.LiveConnections;
import dev.mayfly.http.live.LiveLimits;
import dev.mayfly.http.route.CommandGate;
import dev.mayfly.operation.Kind;
import dev.mayfly.operation.Operation;
import dev.mayfly.operation.OperationSettings;
import dev.mayfly.operation.Operations;
import dev.mayfly.operation.Outcome;
import dev.mayfly.projection.ProjectionSettings;
import dev.mayfly.projection.ProjectionWorkers;
import dev.mayfly.projection.Projections;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.projection.declared.StateLimits;
import dev.mayfly.projection.declared.StoreDeclarations;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.StateMemory;
import dev.mayfly.schema.SchemaLimits;
import dev.mayfly.schema.Schemas;
import dev.mayfly.schema.re2.Re2Patterns;
import dev.mayfly.store.Catalogue;
import dev.mayfly.store.CatalogueLimits;
import dev.mayfly.store.ProcessTime;
import dev.mayfly.subscription.Subscriptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Vertx vertx = Vertx.vertx();
    private final Catalogue stores = new Catalogue(
            new EmbeddedStores(),
            (store, clock) -> store,
            new CatalogueLimits(10, 64 << 20, null, 5, false),
            ProcessTime.ofMachine(),
            (delay, task) -> {});
    private final Lifecycle lifecycle = new Lifecycle();
    private final RequestLimits limits = new RequestLimits(
            1 << 20, 1 << 20, 250, 10, CriteriaLimits.NONE, 1_000, new EventParser.Limits(1 << 20, 100));
    private final Subscriptions subscriptions = new Subscriptions();
    private final StoreProjections projections = new StoreProjections(
            store -> new Projections(
                    store,
                    ProjectionSettings.DEFAULT,
                    new ProjectionWorkers(ForkJoinPool.commonPool(), (pause, task) -> {}, Clock.systemUTC()),
                    subscriptions),
            Map.of("built-in", Projection.handling(Criteria.ALL, event -> {})),
            new StateMemory(1 << 20),
            opened -> {});
    private final StoreFiles files = new StoreFiles(
            Configured.with(),
            stores,
            new StoreDeclarations(projections, new StateLimits(10, 10), new StateMemory(1 << 20)),
            new Schemas(new SchemaLimits(10, 1 << 10, 1_000), new Re2Patterns()),
            limits);
    private final SinkForwarding sink = new SinkForwarding(
            Configured.with(), limits, stores, null, null, vertx, new SimpleMeterRegistry(), Optional.empty());
    private final Operations operations =
            new Operations(new OperationSettings(1, 1), ForkJoinPool.commonPool(), Clock.systemUTC());
    private final HealthChecks health = new HealthChecks(lifecycle, stores, projections, vertx);

    @AfterEach
    void close() {
        projections.close();
        subscriptions.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void it_has_started_when_the_stores_are_there() {
        assertThat(answer(health.startup()).getStatus()).isEqualTo(Status.DOWN);
        start();
        assertThat(answer(health.startup()).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void it_is_ready_until_it_drains_and_alive_throughout() {
        start();
        HealthCheckResponse ready = answer(health.readiness());
        assertThat(ready.getStatus()).isEqualTo(Status.UP);
        assertThat(ready.getData().orElseThrow())
                .containsEntry("events", 0L)
                .containsEntry("aggregates", 0L)
                .containsKeys("usedBytes", "limitBytes");
        lifecycle.drain(
                new ShutdownDelayInitiatedEvent(),
                new CommandGate(),
                new LiveConnections(
                        new LiveLimits(1, 1024, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                        new SendQueues(new SendLimits(1_000_000, Duration.ofMinutes(1)))),
                sink,
                vertx,
                Optional.empty());
        assertThat(answer(health.readiness()).getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer(health.liveness()).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void projections_begin_with_the_application_and_end_with_it() {
        start();
        assertThat(projections.all()).hasSize(1);
        HealthCheckResponse check = answer(health.projections());
        assertThat(check.getStatus()).isEqualTo(Status.UP);
        assertThat(check.getData().orElseThrow().get("built-in").toString()).endsWith("position=0 lag=0 parked=0");
        lifecycle.stop(new ShutdownEvent(), stores, files, projections, sink, operations, Configured.with());
        assertThat(projections.all()).isEmpty();
    }

    @Test
    void operations_end_before_projections_do() {
        start();
        Operation rebuild =
                operations.begin(Kind.REBUILD, stores.defaultStore(), "/x").orElseThrow();
        List<Integer> left = new ArrayList<>();
        rebuild.whenStopped(reason -> {
            left.add(projections.all().size());
            operations.end(rebuild, new Outcome.Cancelled(reason));
        });
        lifecycle.stop(new ShutdownEvent(), stores, files, projections, sink, operations, Configured.with());
        assertThat(left).containsExactly(1);
        assertThat(rebuild.report().status()).isEqualTo("cancelled");
        assertThat(operations.isClosed()).isTrue();
    }

    private void start() {
        lifecycle.start(new StartupEvent(), stores, files, limits, projections, sink);
    }

    private static HealthCheckResponse answer(AsyncHealthCheck check) {
        return check.call().await().indefinitely();
    }
}
