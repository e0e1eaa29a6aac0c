package dev.mayfly.bootstrap;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mayfly.cache.NamedCaches;
import dev.mayfly.cache.PageCache;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.cache.CacheManager;
import io.quarkus.cache.runtime.noop.NoOpCache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Makes the caches, in the place of Quarkus' own. */
@Singleton
// Caffeine finds its cache for these options (statistics, a maximum of weight, expiry after writes) by its name.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSSMWW")
public class CachesProducer {
    private static final String TTL = "mayfly.cache.ttl";

    /**
     * Returns the caches, the one of searches among them, metered.
     *
     * @throws ConfigurationException if a value makes no sense; it names the key
     */
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    public CacheManager caches(MayflyConfiguration configuration, MeterRegistry registry) {
        MayflyConfiguration.SearchCache settings = configuration.cache();
        Duration ttl = settings.ttl();
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new ConfigurationException(TTL + " must be at least one second", Set.of(TTL));
        }
        if (!settings.enabled()) {
            return new NamedCaches(Map.of(PageCache.NAME, new NoOpCache()));
        }
        long limitBytes = settings.limit().toBytes(Runtime.getRuntime().maxMemory());
        PageCache pages = new PageCache(limitBytes, ttl, Ticker.systemTicker(), null);
        CacheMeters.register(registry, pages);
        return new NamedCaches(Map.of(PageCache.NAME, pages));
    }
}
