package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.files.StoreFiles;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.live.LiveConnections;
import dev.mayfly.http.read.OpenWaits;
import dev.mayfly.http.route.CommandGate;
import dev.mayfly.operation.Operations;
import dev.mayfly.projection.StoreProjections;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The application's lifecycle: starting, serving, or draining.
 *
 * <p>Starting creates the stores and their projections, fills them from the seed and checks the configuration, so that
 * everything is ready before the first request. Draining begins when the process is told to stop: readiness is down,
 * requests in flight are finished, live answers get a goodbye, and nothing new is appended. Once the server has closed
 * its connections, operations end, the remaining events are forwarded, the stores are dumped, and projections end.
 */
@Singleton
public class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private volatile boolean started;
    private volatile boolean draining;

    /** Returns whether the application has started. */
    public boolean hasStarted() {
        return started;
    }

    /** Returns whether the application is stopping. */
    public boolean isDraining() {
        return draining;
    }

    void start(
            @Observes StartupEvent event,
            Stores stores,
            StoreFiles files,
            RequestLimits limits,
            StoreProjections projections,
            SinkForwarding sink) {
        files.seed();
        LOG.debugf(
                "Limits: requestBytes=%d requestEvents=%d eventBytes=%d",
                limits.bodyBytes(), limits.events().events(), limits.events().eventBytes());
        stores.all().forEach(projections::of);
        sink.start();
        started = true;
    }

    void drain(
            @Observes ShutdownDelayInitiatedEvent event,
            CommandGate gate,
            LiveConnections connections,
            SinkForwarding sink,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        draining = true;
        gate.closeAfter(delay.orElse(Duration.ZERO));
        sink.drain();
        OpenWaits.of(vertx).drain();
        connections.drain();
    }

    void stop(
            @Observes ShutdownEvent event,
            Stores stores,
            StoreFiles files,
            StoreProjections projections,
            SinkForwarding sink,
            Operations operations,
            MayflyConfiguration configuration) {
        draining = true;
        if (!operations.close(configuration.operations().stopTimeout())) {
            LOG.warn("Cancelling operations that are still running");
        }
        sink.stop();
        // Before the projections end, because their definitions are dumped too.
        boolean dumped = files.dump();
        projections.close();
        LOG.infof(
                "Mayfly has stopped: events=%s", stores.defaultStore().prefix().eventCount());
        if (!dumped) {
            OwnProcess.end(OwnProcess.FAILED_STOP);
        }
    }
}
