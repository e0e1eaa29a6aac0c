package dev.mayfly.bootstrap;

import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.config.MemorySize;
import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.dump.http.ImportLimits;
import dev.mayfly.event.json.EventParser;
import dev.mayfly.http.answer.SendLimits;
import dev.mayfly.http.body.ArrivalLimits;
import dev.mayfly.http.body.RequestLimits;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.DirectMemory;
import dev.mayfly.sample.http.SampleLimits;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/** Produces the limits of requests from the configuration. */
@Singleton
public class LimitsProducer {
    /** The largest configurable limit for a request's body, because each text is held in one array. */
    private static final long MOST_BODY_BYTES = 1L << 30;

    private static final Duration SHORTEST = Duration.ofMillis(10);

    /**
     * Returns the limits of requests.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public RequestLimits limits(MayflyConfiguration configuration, ArrivalLimits arrival) {
        MayflyConfiguration.Limits limits = configuration.limits();
        int requestBytes = bytes("mayfly.limits.request-size", limits.requestSize(), MOST_BODY_BYTES);
        int eventBytes = bytes("mayfly.limits.event-size", limits.eventSize(), MOST_BODY_BYTES);
        if (limits.requestEvents() < 1) {
            throw wrong("mayfly.limits.request-events", "must be at least 1");
        }
        if (limits.waitingRequests().orElse(0) < 0) {
            throw wrong("mayfly.limits.waiting-requests", "must be at least 0");
        }
        if (limits.gzipRatio() < 1) {
            throw wrong("mayfly.limits.gzip-ratio", "must be at least 1");
        }
        if (limits.criteriaValues() < 1) {
            throw wrong("mayfly.limits.criteria-values", "must be at least 1");
        }
        if (limits.work() < 1) {
            throw wrong("mayfly.limits.work", "must be at least 1");
        }
        // A body of the largest size must always find room.
        long inFlightBytes = Math.max(
                RequestLimits.heldBytes(requestBytes) + arrival.smallBytes(),
                limits.requestsInFlightSize().toBytes(Runtime.getRuntime().maxMemory()));
        return new RequestLimits(
                requestBytes,
                inFlightBytes,
                limits.gzipRatio(),
                limits.waitingRequests()
                        .orElse(Connections.byHeap(Runtime.getRuntime().maxMemory())),
                new CriteriaLimits(limits.criteriaValues()),
                limits.work(),
                new EventParser.Limits(eventBytes, limits.requestEvents()));
    }

    /**
     * Returns the limits of the time that bodies take to arrive.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public ArrivalLimits arrivalLimits(MayflyConfiguration configuration) {
        MayflyConfiguration.Limits limits = configuration.limits();
        long heapBytes = Runtime.getRuntime().maxMemory();
        atLeast(SHORTEST, "mayfly.limits.body-grace", limits.bodyGrace());
        atLeast(SHORTEST, "mayfly.limits.header-time", limits.headerTime());
        if (limits.connections().orElse(1) < 1) {
            throw wrong("mayfly.limits.connections", "must be at least 1");
        }
        if (limits.streams().orElse(1) < 1) {
            throw wrong("mayfly.limits.streams", "must be at least 1");
        }
        return new ArrivalLimits(
                limits.smallBodiesSize().toBytes(heapBytes), limits.bodyRate().toBytes(heapBytes), limits.bodyGrace());
    }

    /**
     * Returns the limits of what waits for clients to read it.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    public SendLimits sendLimits(MayflyConfiguration configuration) {
        MayflyConfiguration.Limits limits = configuration.limits();
        atLeast(SHORTEST, "mayfly.limits.stall-time", limits.stallTime());
        long queueBytes = Math.min(
                limits.sendQueueSize().toBytes(Runtime.getRuntime().maxMemory()), DirectMemory.limitBytes() / 2);
        return new SendLimits(queueBytes, limits.stallTime());
    }

    /** Returns the limits of imports. */
    @Produces
    @Singleton
    public ImportLimits importLimits(MayflyConfiguration configuration) {
        return new ImportLimits(
                configuration.limits().importSize().toBytes(Runtime.getRuntime().maxMemory()));
    }

    /**
     * Returns the limits of samples.
     *
     * @throws ConfigurationException if the limit is below 1
     */
    @Produces
    @Singleton
    public SampleLimits sampleLimits(MayflyConfiguration configuration) {
        int events = configuration.sample().events();
        if (events < 1) {
            throw wrong("mayfly.sample.events", "must be at least 1");
        }
        return new SampleLimits(events);
    }

    private static int bytes(String key, MemorySize size, long most) {
        long bytes = size.toBytes(Runtime.getRuntime().maxMemory());
        if (bytes > most) {
            throw wrong(key, "must be at most " + most + " bytes (is " + bytes + ")");
        }
        return (int) bytes;
    }

    private static void atLeast(Duration least, String key, Duration value) {
        if (value.compareTo(least) < 0) {
            throw wrong(key, "must be at least " + least);
        }
    }

    private static ConfigurationException wrong(String key, String message) {
        return new ConfigurationException(key + " " + message, Set.of(key));
    }
}
