package dev.mayfly.bootstrap.meters;

import dev.mayfly.projection.ProjectionReport;
import dev.mayfly.projection.ProjectionRunner;
import dev.mayfly.projection.Projections;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * The meters of a store's projections. Projections that ship with the server have their own series; declared ones,
 * whose names come from clients, share the series {@value #DECLARED}: the sum of their events and parked events, the
 * lowest position and the largest lag.
 */
public final class ProjectionMeters implements Projections.Listener {
    /** The label for all declared projections together. */
    static final String DECLARED = "(declared)";

    private final MeterRegistry registry;
    private final String store;
    private final Set<String> named;
    private final Map<String, Series> series = new ConcurrentHashMap<>();

    /**
     * Makes the meters of a store, initially empty.
     *
     * @param named the projections that have their own series
     */
    public ProjectionMeters(MeterRegistry registry, String store, Set<String> named) {
        this.registry = registry;
        this.store = store;
        this.named = named;
    }

    @Override
    public void added(ProjectionRunner<?> runner) {
        series.computeIfAbsent(label(runner), this::registered).runners.add(runner);
    }

    @Override
    public void removed(ProjectionRunner<?> runner) {
        Series of = series.get(label(runner));
        if (of != null && of.runners.remove(runner)) {
            of.goneEvents.add(runner.report().foldedEvents());
        }
    }

    private String label(ProjectionRunner<?> runner) {
        return named.contains(runner.name()) ? runner.name() : DECLARED;
    }

    private Series registered(String label) {
        Series made = new Series();
        Tags tags = Tags.of("store", store, "projection", label);
        FunctionCounter.builder("mayfly.projection.events", made, Series::foldedEvents)
                .description("Events that the projection has processed, including those of rebuilds")
                .baseUnit("events")
                .tags(tags)
                .register(registry);
        Gauge.builder("mayfly.projection.position", made, Series::position)
                .description("The position up to which the projection has processed events")
                .tags(tags)
                .register(registry);
        Gauge.builder("mayfly.projection.lag", made, Series::lag)
                .description("Positions by which the projection lags behind the head of the log")
                .baseUnit("events")
                .tags(tags)
                .register(registry);
        Gauge.builder("mayfly.projection.parked", made, Series::parked)
                .description("Events that the projection could not process and has parked")
                .baseUnit("events")
                .tags(tags)
                .register(registry);
        return made;
    }

    /** The projections that share one label. */
    private static final class Series {
        private final Set<ProjectionRunner<?>> runners = ConcurrentHashMap.newKeySet();
        /** The events processed by projections that were deleted since, so that the counter never decreases. */
        private final LongAdder goneEvents = new LongAdder();

        long foldedEvents() {
            return goneEvents.sum() + each(ProjectionReport::foldedEvents).sum();
        }

        long position() {
            return each(ProjectionReport::position).min().orElse(0);
        }

        long lag() {
            return each(ProjectionReport::lag).max().orElse(0);
        }

        long parked() {
            return each(report -> report.parked().size()).sum();
        }

        private LongStream each(ToLongFunction<ProjectionReport> value) {
            return runners.stream().map(ProjectionRunner::report).mapToLong(value);
        }
    }
}
