package dev.mayfly.bootstrap;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.projection.StoreProjections;
import dev.mayfly.rest.RequestLimits;
import dev.mayfly.rest.live.LiveConnections;
import dev.mayfly.rest.query.OpenWaits;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * What the application is doing: starting, serving or draining.
 *
 * <p>Starting makes the stores and their projections and checks the configuration, so that the first request finds
 * everything there. Draining begins when the process is told to stop; requests in flight are finished, and those without an
 * end get their goodbye.
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

    /** Returns whether the application is on its way to stop. */
    public boolean isDraining() {
        return draining;
    }

    void start(@Observes StartupEvent event, Stores stores, RequestLimits limits, StoreProjections projections) {
        EventStore store = stores.defaultStore();
        LOG.infof(
                "Mayfly is up: memoryLimitBytes=%d requestBytes=%d requestEvents=%d eventBytes=%d",
                store.memory().limitBytes(),
                limits.bodyBytes(),
                limits.events().events(),
                limits.events().eventBytes());
        stores.all().forEach(projections::of);
        started = true;
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event, LiveConnections connections, Vertx vertx) {
        draining = true;
        OpenWaits.of(vertx).drain();
        connections.drain();
    }

    void stop(@Observes ShutdownEvent event, Stores stores, StoreProjections projections) {
        draining = true;
        projections.close();
        LOG.infof("Mayfly is down: events=%d", stores.defaultStore().prefix().position());
    }
}
