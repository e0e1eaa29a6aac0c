package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.meters.RequestLabels;
import dev.mayfly.http.problem.AllowedMethods;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces what the HTTP layer needs from the configuration. */
@Singleton
public class HttpProducer {
    /** Returns the filter that keeps text from clients out of the meters. */
    @Produces
    @Singleton
    public MeterFilter requestLabels(AllowedMethods paths) {
        return new RequestLabels(paths::templates);
    }
}
