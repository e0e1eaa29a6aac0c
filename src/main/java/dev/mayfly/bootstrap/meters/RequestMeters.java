package dev.mayfly.bootstrap.meters;

import dev.mayfly.http.answer.SendQueues;
import dev.mayfly.http.body.BodyPace;
import dev.mayfly.http.body.RequestBodies;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The gauges of what requests use of their limits. */
@Singleton
public class RequestMeters {
    /** Makes an instance. */
    public RequestMeters() {}

    void register(
            @Observes StartupEvent event,
            MeterRegistry registry,
            RequestBodies bodies,
            BodyPace pace,
            SendQueues queues) {
        Gauge.builder("mayfly.request.bodies", pace, BodyPace::arriving)
                .description("Request bodies that are arriving")
                .register(registry);
        Gauge.builder("mayfly.requests.in.flight", bodies, RequestBodies::bytesInFlight)
                .description("Bytes of request bodies, and of what is being computed for answers")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("mayfly.requests.in.flight.limit", bodies, RequestBodies::mostBytesInFlight)
                .description("Most bytes that requests may hold")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("mayfly.send.queue", queues, SendQueues::usedBytes)
                .description("Bytes of answers that wait for their clients to read them, or are reserved for that")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("mayfly.send.queue.limit", queues, SendQueues::limitBytes)
                .description("Most bytes of answers that may wait for their clients")
                .baseUnit("bytes")
                .register(registry);
    }
}
