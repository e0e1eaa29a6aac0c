package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.http.body.RequestLimits;
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

/** The forwarding of new events to the configured address; creates nothing without one. */
@Singleton
public class SinkForwarding {
    private static final Logger LOG = Logger.getLogger(SinkForwarding.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final MayflyConfiguration configuration;
    private final RequestLimits limits;
    private final Catalogue catalogue;
    private final Instance<Subscriptions> subscriptions;
    private final Instance<Outlet> outlet;
    private final Vertx vertx;
    private final MeterRegistry registry;
    private final Duration shutdownTimeout;
    private volatile @Nullable SinkForwarders forwarders;
    private volatile @Nullable Long drainNanos;

    /** Makes an instance that does not forward yet. */
    public SinkForwarding(
            MayflyConfiguration configuration,
            RequestLimits limits,
            Catalogue catalogue,
            Instance<Subscriptions> subscriptions,
            Instance<Outlet> outlet,
            Vertx vertx,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> shutdownTimeout) {
        this.configuration = configuration;
        this.limits = limits;
        this.catalogue = catalogue;
        this.subscriptions = subscriptions;
        this.outlet = outlet;
        this.vertx = vertx;
        this.registry = registry;
        this.shutdownTimeout = shutdownTimeout.orElse(SHUTDOWN_TIMEOUT);
    }

    /**
     * Starts forwarding. Must be called after the stores have been filled.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if a value is invalid; the message names the key
     */
    void start() {
        SinkSettings settings =
                SinkSettings.of(configuration.sink(), limits.criteria()).orElse(null);
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

    /** Notes that the process is stopping; the time limit for forwarding starts here. */
    void drain() {
        drainNanos = System.nanoTime();
    }

    /**
     * Forwards the remaining events while time is left, and stops. Must be called when nothing more can be appended.
     */
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
