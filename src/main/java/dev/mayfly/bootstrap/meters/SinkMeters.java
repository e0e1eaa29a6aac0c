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

    /** Registers the meters; {@link #remove()} removes them from the registry. */
    public SinkMeters(MeterRegistry registry, Forwarder forwarder) {
        this.registry = registry;
        this.forwarder = forwarder;
        this.meters = List.of(
                counter("forwarded", "Events that the sink has accepted", ForwarderReport::forwarded),
                counter("retried", "Retries of forwarding an event", ForwarderReport::retried),
                counter(
                        "dead.lettered",
                        "Events that were given up because the sink did not accept them",
                        ForwarderReport::givenUp),
                gauge("in.flight", "Events being sent", each -> each.report().inFlight()),
                gauge(
                        "waiting",
                        "Events that have been read but not finished",
                        each -> each.report().waiting()),
                gauge("lag", "Positions by which the sink lags behind the store's log", Forwarder::lag));
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
