package dev.mayfly.bootstrap.meters;

import dev.mayfly.store.Catalogue;
import dev.mayfly.store.Store;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Gauges for the sizes of the stores: one set for the default store and one for all others together, so the number of
 * meters does not depend on the number of stores.
 */
public final class StoreGauges {
    private final MeterRegistry registry;
    private final Catalogue catalogue;

    private StoreGauges(MeterRegistry registry, Catalogue catalogue) {
        this.registry = registry;
        this.catalogue = catalogue;
    }

    /** Registers the gauges. */
    public static void register(MeterRegistry registry, Catalogue catalogue) {
        StoreGauges gauges = new StoreGauges(registry, catalogue);
        gauges.add(
                "mayfly.store.bytes",
                "Bytes that the store's events and indexes take",
                "bytes",
                store -> store.memory().usedBytes());
        gauges.add(
                "mayfly.store.garbage",
                "Bytes that the store still has of removed and redacted events",
                "bytes",
                Store::garbageBytes);
        gauges.add(
                "mayfly.store.events",
                "Events in the store",
                "events",
                store -> store.glance().eventCount());
        gauges.add(
                "mayfly.store.aggregates",
                "Aggregates in the store",
                "aggregates",
                store -> store.glance().aggregateCount());
        Gauge.builder("mayfly.stores", catalogue, Catalogue::count)
                .description("Number of stores, including the default one")
                .register(registry);
        Gauge.builder("mayfly.memory.bytes", catalogue, each -> each.memory().usedBytes())
                .description("Bytes that the events and indexes of all stores take")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("mayfly.memory.retired", catalogue, each -> each.memory().retiredBytes())
                .description("Bytes of deleted or replaced histories that readers may still hold")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("mayfly.memory.limit", catalogue, each -> each.memory().limitBytes())
                .description("Most bytes that the events and indexes of all stores may take")
                .baseUnit("bytes")
                .register(registry);
    }

    private void add(String name, String description, String unit, ToLongFunction<Store> size) {
        gauge(StoreMeters.OTHERS, name, description, unit, size);
        gauge(Catalogue.DEFAULT, name, description, unit, size);
    }

    private void gauge(String label, String name, String description, String unit, ToLongFunction<Store> size) {
        boolean others = label.equals(StoreMeters.OTHERS);
        Gauge.builder(name, catalogue, each -> {
                    long sum = 0;
                    for (Store store : others ? each.others() : List.of(each.defaultStore())) {
                        sum += size.applyAsLong(store);
                    }
                    return sum;
                })
                .description(description)
                .baseUnit(unit)
                .tag(StoreMeters.STORE, label)
                .register(registry);
    }
}
