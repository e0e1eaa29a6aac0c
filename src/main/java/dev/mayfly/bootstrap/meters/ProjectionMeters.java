package dev.mayfly.bootstrap.meters;

import dev.mayfly.projection.ProjectionRunner;
import dev.mayfly.projection.Projections;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of a store's projections, which come and go with them. */
public final class ProjectionMeters implements Projections.Listener {
    private final MeterRegistry registry;
    private final String store;
    private final ConcurrentHashMap<ProjectionRunner<?>, List<Meter>> meters = new ConcurrentHashMap<>();

    public ProjectionMeters(MeterRegistry registry, String store) {
        this.registry = registry;
        this.store = store;
    }

    @Override
    public void added(ProjectionRunner<?> runner) {
        Tags tags = Tags.of("store", store, "projection", runner.name());
        meters.put(
                runner,
                List.of(
                        FunctionCounter.builder(
                                        "mayfly.projection.events",
                                        runner,
                                        each -> each.report().foldedEvents())
                                .description("Events that the projection has folded, those of rebuilds included")
                                .baseUnit("events")
                                .tags(tags)
                                .register(registry),
                        Gauge.builder(
                                        "mayfly.projection.position",
                                        runner,
                                        each -> each.report().position())
                                .description("The position that the projection's state is of")
                                .tags(tags)
                                .register(registry),
                        Gauge.builder(
                                        "mayfly.projection.lag",
                                        runner,
                                        each -> each.report().lag())
                                .description("How many positions the log's head is beyond the projection's")
                                .baseUnit("events")
                                .tags(tags)
                                .register(registry),
                        Gauge.builder(
                                        "mayfly.projection.parked",
                                        runner,
                                        each -> each.report().parked().size())
                                .description("Events that the projection could not fold and has set aside")
                                .baseUnit("events")
                                .tags(tags)
                                .register(registry)));
    }

    @Override
    public void removed(ProjectionRunner<?> runner) {
        List<Meter> gone = meters.remove(runner);
        if (gone != null) {
            gone.forEach(registry::remove);
        }
    }
}
