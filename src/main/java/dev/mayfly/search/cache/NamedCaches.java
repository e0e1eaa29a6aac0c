package dev.mayfly.search.cache;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheManager;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The caches that {@code @CacheResult} finds, by name.
 *
 * @param byName the caches
 */
public record NamedCaches(Map<String, Cache> byName) implements CacheManager {
    /** Copies the map. */
    public NamedCaches {
        byName = Map.copyOf(byName);
    }

    @Override
    public Collection<String> getCacheNames() {
        return byName.keySet();
    }

    @Override
    public Optional<Cache> getCache(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
