package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.json.EventParser;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedStores;
import dev.mayfly.rest.RequestLimits;
import dev.mayfly.rest.live.LiveConnections;
import dev.mayfly.rest.live.LiveLimits;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Vertx vertx = Vertx.vertx();
    private final Stores stores = new EmbeddedStores(64 << 20, TimeSource.SYSTEM);
    private final Lifecycle lifecycle = new Lifecycle();
    private final HealthChecks health = new HealthChecks(lifecycle, stores, vertx);

    @AfterEach
    void close() {
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
                new LiveConnections(new LiveLimits(1, 1024, Duration.ofSeconds(1), Duration.ofSeconds(1))));
        assertThat(answer(health.readiness()).getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer(health.liveness()).getStatus()).isEqualTo(Status.UP);
    }

    private void start() {
        lifecycle.start(
                new StartupEvent(),
                stores,
                new RequestLimits(1 << 20, 1 << 20, 10, new EventParser.Limits(1 << 20, 100)));
    }

    private static HealthCheckResponse answer(AsyncHealthCheck check) {
        return check.call().await().indefinitely();
    }
}
