package dev.mayfly.eventstore.log;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Stores;
import dev.mayfly.eventstore.TimeSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The stores that keep their logs in this process's memory. */
public final class EmbeddedStores implements Stores {
    private final ConcurrentSkipListMap<String, EventStore> byName = new ConcurrentSkipListMap<>();
    private final EventStore defaultStore;

    /**
     * Makes the catalogue with the default store in it.
     *
     * @param limitBytes the most bytes that a store's events and indexes may take
     * @param clock what the stores take their times from
     */
    public EmbeddedStores(long limitBytes, TimeSource clock) {
        defaultStore = new EmbeddedEventStore(DEFAULT, limitBytes, clock);
        byName.put(DEFAULT, defaultStore);
    }

    @Override
    public Optional<EventStore> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public EventStore defaultStore() {
        return defaultStore;
    }

    @Override
    public Collection<EventStore> all() {
        return List.copyOf(byName.values());
    }
}
