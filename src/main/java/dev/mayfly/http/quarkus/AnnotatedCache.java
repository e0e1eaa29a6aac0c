package dev.mayfly.http.quarkus;

import io.quarkus.cache.Cache;
import io.quarkus.cache.runtime.AbstractCache;
import io.quarkus.cache.runtime.noop.NoOpCache;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A cache for use with {@code @CacheResult}, whose interceptor accepts only subclasses of the framework's own base
 * class.
 */
public final class AnnotatedCache extends AbstractCache {
    private final Cache cache;

    /** Makes the given cache usable by annotations. */
    public AnnotatedCache(Cache cache) {
        this.cache = cache;
    }

    /** Returns a cache that stores nothing. */
    public static Cache none() {
        return new NoOpCache();
    }

    @Override
    public String getName() {
        return cache.getName();
    }

    @Override
    public <K, V> Uni<V> get(K key, Function<K, V> loader) {
        return cache.get(key, loader);
    }

    @Override
    public <K, V> Uni<V> getAsync(K key, Function<K, Uni<V>> loader) {
        return cache.getAsync(key, loader);
    }

    @Override
    public Uni<Void> invalidate(Object key) {
        return cache.invalidate(key);
    }

    @Override
    public Uni<Void> invalidateAll() {
        return cache.invalidateAll();
    }

    @Override
    public Uni<Void> invalidateIf(Predicate<Object> predicate) {
        return cache.invalidateIf(predicate);
    }
}
