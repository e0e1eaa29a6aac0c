package dev.mayfly.bootstrap;

import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedStores;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the stores. */
@Singleton
public class StoresProducer {
    /** Returns the stores of this process, metered. */
    @Produces
    @Singleton
    public Stores stores(MayflyConfiguration configuration, MeterRegistry registry) {
        long limitBytes =
                configuration.memory().limit().toBytes(Runtime.getRuntime().maxMemory());
        return new MeteredStores(new EmbeddedStores(limitBytes, TimeSource.SYSTEM), registry);
    }
}
