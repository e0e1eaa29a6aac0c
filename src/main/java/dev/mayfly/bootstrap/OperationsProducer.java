package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.operation.OperationSettings;
import dev.mayfly.operation.Operations;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Produces the registry of operations and their worker threads. */
@Singleton
public class OperationsProducer {
    private static final long IDLE_SECONDS = 10;

    /**
     * Returns the operations of this process. Idle worker threads end.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public Operations operations(MayflyConfiguration configuration) {
        MayflyConfiguration.Operations given = configuration.operations();
        if (given.running() < 1) {
            throw wrong("running", "must be at least 1");
        }
        if (given.remembered() < 1) {
            throw wrong("remembered", "must be at least 1");
        }
        if (given.stopTimeout().isNegative()) {
            throw wrong("stop-timeout", "must not be negative");
        }
        AtomicInteger number = new AtomicInteger();
        // The queue is bounded by the limit of running operations.
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                given.running(), given.running(), IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "mayfly-operation-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        return new Operations(new OperationSettings(given.running(), given.remembered()), workers, Clock.systemUTC());
    }

    private static ConfigurationException wrong(String key, String message) {
        String name = "mayfly.operations." + key;
        return new ConfigurationException(name + " " + message, Set.of(name));
    }
}
