package dev.mayfly.bootstrap.meters;

import dev.mayfly.http.answer.SendQueues;
import dev.mayfly.http.body.BodyPace;
import dev.mayfly.http.body.RequestBodies;
import dev.mayfly.http.read.WaitingRequests;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

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
            SendQueues queues,
            WaitingRequests waiting) {
        gauge("mayfly.request.bodies", pace::arriving, "Request bodies that are arriving")
                .register(registry);
        gauge(
                        "mayfly.requests.in.flight",
                        bodies::bytesInFlight,
                        "Bytes of request bodies, and of what is being computed for answers")
                .baseUnit("bytes")
                .register(registry);
        gauge("mayfly.requests.in.flight.limit", bodies::mostBytesInFlight, "Most bytes that requests may hold")
                .baseUnit("bytes")
                .register(registry);
        gauge(
                        "mayfly.requests.waiting",
                        waiting::count,
                        "Requests that wait for enough matches, or for a position to become visible")
                .register(registry);
        gauge("mayfly.requests.waiting.limit", waiting::most, "Most requests that may wait")
                .register(registry);
        gauge(
                        "mayfly.send.queue",
                        queues::usedBytes,
                        "Bytes of answers that wait for their clients to read them, or are reserved for that")
                .baseUnit("bytes")
                .register(registry);
        gauge("mayfly.send.queue.limit", queues::limitBytes, "Most bytes of answers that may wait for their clients")
                .baseUnit("bytes")
                .register(registry);
    }

    private static Gauge.Builder<Supplier<Number>> gauge(String name, Supplier<Number> value, String description) {
        return Gauge.builder(name, value).description(description);
    }
}
