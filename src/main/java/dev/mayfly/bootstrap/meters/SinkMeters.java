package dev.mayfly.bootstrap.meters;

import dev.mayfly.sink.Forwarder;
import dev.mayfly.sink.ForwarderReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The meters of one forwarder. */
public final class SinkMeters {
    private final MeterRegistry registry;
    private final Forwarder forwarder;
    private final List<Meter> meters;

    /** Enters the meters into a registry, from which {@link #remove()} takes them. */
    public SinkMeters(MeterRegistry registry, Forwarder forwarder) {
        this.registry = registry;
        this.forwarder = forwarder;
        this.meters = List.of(
                counter("forwarded", "Events that the sink has taken", ForwarderReport::forwarded),
                counter("retried", "Tries to forward an event beyond the first", ForwarderReport::retried),
                counter("dead.lettered", "Events that the sink has not taken for good", ForwarderReport::givenUp),
                gauge(
                        "in.flight",
                        "Events that are being sent",
                        each -> each.report().inFlight()),
                gauge(
                        "waiting",
                        "Events that have been read and are not done with",
                        each -> each.report().waiting()),
                gauge("lag", "Positions that the sink is behind the store's log", Forwarder::lag));
    }

    public void remove() {
        meters.forEach(registry::remove);
    }

    private Meter counter(String name, String description, ToDoubleFunction<ForwarderReport> count) {
        return FunctionCounter.builder("mayfly.sink." + name, forwarder, each -> count.applyAsDouble(each.report()))
                .description(description)
                .tag(StoreMeters.STORE, forwarder.store().name())
                .register(registry);
    }

    private Meter gauge(String name, String description, ToDoubleFunction<Forwarder> value) {
        return Gauge.builder("mayfly.sink." + name, forwarder, value)
                .description(description)
                .tag(StoreMeters.STORE, forwarder.store().name())
                .register(registry);
    }
}
