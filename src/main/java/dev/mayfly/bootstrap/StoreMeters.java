package dev.mayfly.bootstrap;

import dev.mayfly.eventstore.Append;
import dev.mayfly.eventstore.AppendResult;
import dev.mayfly.eventstore.EventStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one store, looked up once so that counting costs no lookup. */
final class StoreMeters {
    private static final String STORE = "store";

    private final Counter eventsAppended;
    private final Timer append;
    private final Counter versionConflicts;
    private final Counter failedConditions;
    private final Counter duplicateEvents;
    private final Counter reads;

    StoreMeters(MeterRegistry registry, EventStore store) {
        String name = store.name();
        eventsAppended = Counter.builder("mayfly.events.appended")
                .description("Events that were stored")
                .tag(STORE, name)
                .register(registry);
        append = Timer.builder("mayfly.append")
                .description("Time that appends took in the store, whatever came of them")
                .tag(STORE, name)
                .register(registry);
        versionConflicts = conflicts(registry, name, "version");
        failedConditions = conflicts(registry, name, "condition");
        duplicateEvents = conflicts(registry, name, "duplicate");
        reads = Counter.builder("mayfly.reads")
                .description("Reads of the log, each of one prefix")
                .tag(STORE, name)
                .register(registry);
        Gauge.builder("mayfly.store.bytes", store, each -> each.memory().usedBytes())
                .description("Bytes that the store's events and indexes take")
                .baseUnit("bytes")
                .tag(STORE, name)
                .register(registry);
        Gauge.builder("mayfly.store.events", store, each -> each.prefix().position())
                .description("Events in the store")
                .baseUnit("events")
                .tag(STORE, name)
                .register(registry);
        Gauge.builder("mayfly.store.aggregates", store, each -> each.prefix().aggregateCount())
                .description("Aggregates in the store")
                .baseUnit("aggregates")
                .tag(STORE, name)
                .register(registry);
    }

    void read() {
        reads.increment();
    }

    /** Counts what came of an append; without a result it failed by a fault. */
    void appended(Append what, @Nullable AppendResult result, long nanos) {
        append.record(nanos, TimeUnit.NANOSECONDS);
        if (result instanceof AppendResult.Appended appended) {
            if (!appended.replayed()) {
                eventsAppended.increment(what.events().size());
            }
        } else if (result instanceof AppendResult.VersionConflict) {
            versionConflicts.increment();
        } else if (result instanceof AppendResult.ConditionFailed) {
            failedConditions.increment();
        } else if (result instanceof AppendResult.DuplicateEvent) {
            duplicateEvents.increment();
        }
    }

    private static Counter conflicts(MeterRegistry registry, String store, String kind) {
        return Counter.builder("mayfly.append.conflicts")
                .description("Appends whose conditions were not met")
                .tag(STORE, store)
                .tag("kind", kind)
                .register(registry);
    }
}
