package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.meters.RequestLabels;
import dev.mayfly.http.problem.AllowedMethods;
import dev.mayfly.http.route.OwnHosts;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.runtime.configuration.ConfigurationException;
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

    /** Returns the filter that keeps text from clients out of the meters. */
    @Produces
    @Singleton
    public MeterFilter requestLabels(AllowedMethods paths) {
        return new RequestLabels(paths::templates);
    }
}
