package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.store.Catalogue;
import dev.mayfly.subscription.Subscriptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Forwards new events to the configured address; creates nothing without one. */
@Singleton
public class SinkForwarding {
    private static final Logger LOG = Logger.getLogger(SinkForwarding.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final MayflyConfiguration configuration;
    private final Catalogue catalogue;
    private final Instance<Subscriptions> subscriptions;
    private final Instance<Outlet> outlet;
    private final Vertx vertx;
    private final MeterRegistry registry;
    private final Duration shutdownTimeout;
    private volatile @Nullable SinkForwarders forwarders;
    private volatile @Nullable Long drainNanos;

    /** Makes nothing yet. */
    public SinkForwarding(
            MayflyConfiguration configuration,
            Catalogue catalogue,
            Instance<Subscriptions> subscriptions,
            Instance<Outlet> outlet,
            Vertx vertx,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> shutdownTimeout) {
        this.configuration = configuration;
        this.catalogue = catalogue;
        this.subscriptions = subscriptions;
        this.outlet = outlet;
        this.vertx = vertx;
        this.registry = registry;
        this.shutdownTimeout = shutdownTimeout.orElse(SHUTDOWN_TIMEOUT);
    }

    /**
     * Begins to forward; to be called when the stores have been filled.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if a value makes no sense; it names the key
     */
    void start() {
        SinkSettings settings = SinkSettings.of(configuration.sink()).orElse(null);
        if (settings == null) {
            return;
        }
        if (configuration.seed().isPresent() && settings.checkpointFile() == null) {
            LOG.warn(
                    "Events from the seed are forwarded at every start, because mayfly.sink.checkpoint-file is not set");
        }
        SinkForwarders made = new SinkForwarders(settings, subscriptions.get(), outlet.get(), vertx, registry);
        forwarders = made;
        catalogue.listen(made);
        catalogue.all().forEach(made::forward);
    }

    /** Learns that the process is on its way to stop: the time that it may take counts from here. */
    void drain() {
        drainNanos = System.nanoTime();
    }

    /** Forwards what is left as long as there is time, and ends; to be called when nothing more can be appended. */
    void stop() {
        SinkForwarders made = forwarders;
        forwarders = null;
        if (made != null) {
            Long since = drainNanos;
            Duration passed = since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
            Duration left = shutdownTimeout.minus(passed);
            made.stop(left.isNegative() ? Duration.ZERO : left);
        }
    }
}
