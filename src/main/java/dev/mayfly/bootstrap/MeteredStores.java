package dev.mayfly.bootstrap;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A catalogue whose stores are metered. */
final class MeteredStores implements Stores {
    private final Stores stores;
    private final MeterRegistry registry;
    private final ConcurrentHashMap<EventStore, EventStore> metered = new ConcurrentHashMap<>();

    MeteredStores(Stores stores, MeterRegistry registry) {
        this.stores = stores;
        this.registry = registry;
        all();
    }

    @Override
    public Optional<EventStore> find(String name) {
        return stores.find(name).map(this::metered);
    }

    @Override
    public EventStore defaultStore() {
        return metered(stores.defaultStore());
    }

    @Override
    public Collection<EventStore> all() {
        return stores.all().stream().map(this::metered).toList();
    }

    private EventStore metered(EventStore store) {
        EventStore known = metered.get(store);
        return known != null
                ? known
                : metered.computeIfAbsent(store, each -> new MeteredEventStore(each, new StoreMeters(registry, each)));
    }
}
