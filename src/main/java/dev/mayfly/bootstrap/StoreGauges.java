package dev.mayfly.bootstrap;

import dev.mayfly.store.World;
import dev.mayfly.store.Worlds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The sizes of the stores: of the default one by itself and of all others together, so that there are as many meters
 * however many stores there are.
 */
final class StoreGauges {
    private final MeterRegistry registry;
    private final Worlds worlds;

    private StoreGauges(MeterRegistry registry, Worlds worlds) {
        this.registry = registry;
        this.worlds = worlds;
    }

    /** Enters the gauges into a registry. */
    static void register(MeterRegistry registry, Worlds worlds) {
        StoreGauges gauges = new StoreGauges(registry, worlds);
        gauges.add(
                "mayfly.store.bytes",
                "Bytes that the store's events and indexes take",
                "bytes",
                world -> world.memory().usedBytes());
        gauges.add(
                "mayfly.store.events",
                "Events in the store",
                "events",
                world -> world.glance().position());
        gauges.add(
                "mayfly.store.aggregates",
                "Aggregates in the store",
                "aggregates",
                world -> world.glance().aggregateCount());
        Gauge.builder("mayfly.stores", worlds, Worlds::count)
                .description("Stores that there are, the default one included")
                .register(registry);
        Gauge.builder("mayfly.memory.bytes", worlds, each -> each.memory().usedBytes())
                .description("Bytes that the events and indexes of all stores take")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("mayfly.memory.limit", worlds, each -> each.memory().limitBytes())
                .description("Most bytes that the events and indexes of all stores may take")
                .baseUnit("bytes")
                .register(registry);
    }

    private void add(String name, String description, String unit, ToLongFunction<World> size) {
        gauge(StoreMeters.OTHERS, name, description, unit, size);
        gauge(Worlds.DEFAULT, name, description, unit, size);
    }

    private void gauge(String store, String name, String description, String unit, ToLongFunction<World> size) {
        boolean others = store.equals(StoreMeters.OTHERS);
        Gauge.builder(name, worlds, each -> {
                    long sum = 0;
                    for (World world : others ? each.others() : List.of(each.defaultWorld())) {
                        sum += size.applyAsLong(world);
                    }
                    return sum;
                })
                .description(description)
                .baseUnit(unit)
                .tag(StoreMeters.STORE, store)
                .register(registry);
    }
}
