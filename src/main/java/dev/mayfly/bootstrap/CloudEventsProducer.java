package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.cloudevent.Intake;
import dev.mayfly.cloudevent.Outlet;
import dev.mayfly.http.body.RequestLimits;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Produces the converters between CloudEvents and events. */
@Singleton
public class CloudEventsProducer {
    private static final String SOURCE = "mayfly.cloudevents.source";

    /** Returns the converter from CloudEvents to events. */
    @Produces
    @Singleton
    public Intake intake(MayflyConfiguration configuration, RequestLimits limits) {
        return new Intake(configuration.cloudevents().source(), limits.events().eventBytes());
    }

    /**
     * Returns the converter from events to CloudEvents.
     *
     * @throws ConfigurationException if the server's source is not a URI reference
     */
    @Produces
    @Singleton
    public Outlet outlet(MayflyConfiguration configuration) {
        try {
            return new Outlet(configuration.cloudevents().source());
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(
                    SOURCE + " must be a URI reference: " + wrong.getMessage(), Set.of(SOURCE));
        }
    }
}
