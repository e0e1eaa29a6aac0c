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

/** Makes the registry of long work, and who does it. */
@Singleton
public class OperationsProducer {
    private static final long IDLE_SECONDS = 10;

    /**
     * Returns the operations of this process, whose threads end while there is nothing to do.
     *
     * @throws ConfigurationException if a value makes no sense; it names the key
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
        // Its queue is bounded by how many operations may run.
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
