package dev.mayfly.bootstrap.meters;

import dev.mayfly.search.cache.PageCache;
import dev.mayfly.search.redis.RedisPages;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The meters of the search cache, registered until closed: the registry may outlive the application. */
public final class CacheMeters implements AutoCloseable {
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();

    public CacheMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Meters the first level. */
    public void add(PageCache pages) {
        gets(pages, "hit", PageCache::hits);
        gets(pages, "miss", PageCache::misses);
        meters.add(FunctionCounter.builder("mayfly.cache.evictions", pages, PageCache::evictions)
                .description("Search pages evicted for lack of room or because they expired")
                .register(registry));
        meters.add(Gauge.builder("mayfly.cache.entries", pages, PageCache::entries)
                .description("Search pages in the cache")
                .baseUnit("entries")
                .register(registry));
        meters.add(Gauge.builder("mayfly.cache.bytes", pages, PageCache::sizeBytes)
                .description("Bytes that the cached search pages take")
                .baseUnit("bytes")
                .register(registry));
    }

    /** Meters the second level. */
    public void add(RedisPages second) {
        for (RedisPages.Outcome outcome : RedisPages.Outcome.values()) {
            meters.add(FunctionCounter.builder("mayfly.cache.l2.gets", second, each -> each.reads(outcome))
                    .description("Search pages looked up in the second level, by result")
                    .tag("result", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
        meters.add(FunctionCounter.builder("mayfly.cache.l2.puts", second, RedisPages::written)
                .description("Search pages written to the second level")
                .register(registry));
        meters.add(Gauge.builder("mayfly.cache.l2.closed", second, RedisPages::closed)
                .description("State of the second level: 1 if in use, 0 if it has failed too often, 0.5 while probing")
                .register(registry));
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    private void gets(PageCache pages, String result, ToDoubleFunction<PageCache> count) {
        meters.add(FunctionCounter.builder("mayfly.cache.gets", pages, count)
                .description("Search pages requested, by whether they were cached")
                .tag("result", result)
                .register(registry));
    }
}
