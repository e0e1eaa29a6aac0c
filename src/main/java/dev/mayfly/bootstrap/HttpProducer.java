package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.meters.RequestLabels;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.problem.AllowedMethods;
import dev.mayfly.http.route.OwnHosts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Produces what the HTTP layer needs from the configuration. */
@Singleton
public class HttpProducer {
    private static final String HOSTS = "mayfly.http.hosts";

    /**
     * Returns the hosts whose pages may change something.
     *
     * @throws ConfigurationException if a value is not a host; the message names the key
     */
    @Produces
    @Singleton
    public OwnHosts hosts(MayflyConfiguration configuration) {
        try {
            return OwnHosts.of(configuration.http().hosts().orElse(List.of()));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(HOSTS + ": " + wrong.getMessage(), Set.of(HOSTS));
        }
    }

    /** Registers the gauges of what requests hold in memory. */
    void begin(@Observes StartupEvent event, MeterRegistry registry, RequestBodies bodies) {
        Gauge.builder("mayfly.requests.in.flight", bodies, RequestBodies::bytesInFlight)
                .description("Bytes of request bodies, and of what is being computed for answers")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder(
                        "mayfly.requests.in.flight.limit",
                        bodies,
                        each -> each.memory().limitBytes())
                .description("Most bytes that requests may hold")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Returns the filter that keeps text from clients out of the meters. */
    @Produces
    @Singleton
    public MeterFilter requestLabels(AllowedMethods paths) {
        return new RequestLabels(paths::templates);
    }
}
