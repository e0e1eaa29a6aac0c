package dev.mayfly.bootstrap;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.bootstrap.config.MayflyConfiguration.SearchCache.Level;
import dev.mayfly.bootstrap.meters.CacheMeters;
import dev.mayfly.http.quarkus.AnnotatedCache;
import dev.mayfly.search.cache.KeptPages;
import dev.mayfly.search.cache.NamedCaches;
import dev.mayfly.search.cache.PageCache;
import dev.mayfly.search.redis.RedisPages;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.cache.CacheManager;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.Redis;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Produces the caches, replacing those of Quarkus. */
@Singleton
// Caffeine loads its cache class for these options (statistics, maximum weight, expiry after write) by name.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSSMWW")
public class CachesProducer {
    private static final String TTL = "mayfly.cache.ttl";
    private static final String TIMEOUT = "mayfly.cache.l2-timeout";
    private static final String HOSTS = "quarkus.redis.hosts";

    private final CacheMeters meters;
    private KeptPages kept = key -> null;

    /** Makes the producer. */
    public CachesProducer(MeterRegistry registry) {
        this.meters = new CacheMeters(registry);
    }

    @PreDestroy
    void close() {
        meters.close();
    }

    /**
     * Returns the caches, including that of searches, with meters.
     *
     * @throws ConfigurationException if a value is invalid; the message names the key
     */
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    @Startup
    public CacheManager caches(MayflyConfiguration configuration, InjectableInstance<Redis> redis) {
        MayflyConfiguration.SearchCache settings = configuration.cache();
        Duration ttl = settings.ttl();
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new ConfigurationException(TTL + " must be at least one second", Set.of(TTL));
        }
        if (!settings.enabled()) {
            return new NamedCaches(Map.of(PageCache.NAME, AnnotatedCache.none()));
        }
        long limitBytes = settings.limit().toBytes(Runtime.getRuntime().maxMemory());
        RedisPages second = settings.second() == Level.REDIS ? redisPages(settings, redis) : null;
        if (second != null) {
            meters.add(second);
        }
        PageCache pages = new PageCache(limitBytes, ttl, Ticker.systemTicker(), second);
        meters.add(pages);
        kept = pages;
        return new NamedCaches(Map.of(PageCache.NAME, new AnnotatedCache(pages)));
    }

    /** Returns the pages that the cache of searches has; none if it is off. */
    @Produces
    @Singleton
    public KeptPages kept(CacheManager made) {
        return kept;
    }

    private static RedisPages redisPages(MayflyConfiguration.SearchCache settings, InjectableInstance<Redis> redis) {
        if (settings.secondTimeout().compareTo(Duration.ofMillis(1)) < 0) {
            throw new ConfigurationException(TIMEOUT + " must be at least one millisecond", Set.of(TIMEOUT));
        }
        if (!redis.getHandle().getBean().isActive()) {
            throw new ConfigurationException(HOSTS + " must be set, because mayfly.cache.l2 is redis", Set.of(HOSTS));
        }
        return new RedisPages(redis.get(), settings.secondTimeout(), settings.ttl());
    }
}
