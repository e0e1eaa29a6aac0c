package dev.mayfly.bootstrap.meters;

import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one store, or of several together; looked up once, so that counting needs no lookup. */
public final class StoreMeters {
    /** The tag with the store's name. */
    static final String STORE = "store";
    /** The tag's value for all stores except the default one; no store can have that name. */
    public static final String OTHERS = "(others)";

    private final Counter eventsAppended;
    private final Timer append;
    private final Counter versionConflicts;
    private final Counter failedConditions;
    private final Counter duplicateEvents;
    private final Counter reads;

    /**
     * Makes the meters.
     *
     * @param store the value of their tag
     */
    public StoreMeters(MeterRegistry registry, String store) {
        eventsAppended = Counter.builder("mayfly.events.appended")
                .description("Events that were stored")
                .tag(STORE, store)
                .register(registry);
        append = DurationBuckets.of(Timer.builder("mayfly.append"))
                .description("Time that appends took in the store, whatever their result")
                .tag(STORE, store)
                .register(registry);
        versionConflicts = conflicts(registry, store, "version");
        failedConditions = conflicts(registry, store, "condition");
        duplicateEvents = conflicts(registry, store, "duplicate");
        reads = Counter.builder("mayfly.reads")
                .description("Reads of the log, each of one prefix")
                .tag(STORE, store)
                .register(registry);
    }

    void read() {
        reads.increment();
    }

    /** Counts the result of an append; null means that it failed with a fault. */
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
