package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.http.live.LiveConnections;
import dev.mayfly.http.live.LiveLimits;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.subscription.Subscriptions;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/** Produces what subscriptions need: their wake-up, their limits and their meters. */
@Singleton
public class SubscriptionProducer {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final long LEAST_BUFFER_BYTES = 1024;

    /** Returns the subscriptions of this process. */
    @Produces
    @Singleton
    public Subscriptions subscriptions() {
        return new Subscriptions();
    }

    /** Closes the subscriptions when the process stops. */
    void close(@Disposes Subscriptions subscriptions) {
        subscriptions.close();
    }

    /**
     * Returns the limits of subscriptions.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public LiveLimits limits(MayflyConfiguration configuration) {
        MayflyConfiguration.Subscription given = configuration.subscription();
        long heapBytes = Runtime.getRuntime().maxMemory();
        long bufferBytes = given.buffer().toBytes(heapBytes);
        int maxCount = given.maxCount().orElse(Connections.byHeap(heapBytes));
        if (maxCount < 0) {
            throw wrong("max-count", "must be at least 0");
        }
        if (bufferBytes < LEAST_BUFFER_BYTES || bufferBytes > Integer.MAX_VALUE) {
            throw wrong("buffer", "must be from " + LEAST_BUFFER_BYTES + " to " + Integer.MAX_VALUE + " bytes");
        }
        return new LiveLimits(
                maxCount,
                (int) bufferBytes,
                positive("heartbeat", given.heartbeat()),
                positive("stall-timeout", given.stallTimeout()));
    }

    void meter(@Observes StartupEvent event, LiveConnections connections, MeterRegistry registry) {
        Gauge.builder("mayfly.subscriptions", connections, LiveConnections::count)
                .description("Subscriptions that are open")
                .register(registry);
        Gauge.builder("mayfly.subscription.buffered", connections, LiveConnections::bufferedBytes)
                .description("Bytes that wait for clients of subscriptions that have not taken them yet")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("mayfly.subscription.lag", connections, LiveConnections::slowestLag)
                .description("Positions that the slowest subscription is behind its store's log")
                .baseUnit("positions")
                .register(registry);
        FunctionCounter.builder("mayfly.subscription.events", connections, LiveConnections::eventsSent)
                .description("Events that were sent to subscriptions")
                .register(registry);
    }

    private static Duration positive(String key, Duration duration) {
        if (duration.compareTo(LEAST) < 0) {
            throw wrong(key, "must be at least " + LEAST);
        }
        return duration;
    }

    private static ConfigurationException wrong(String key, String message) {
        String name = "mayfly.subscription." + key;
        return new ConfigurationException(name + " " + message, Set.of(name));
    }
}
