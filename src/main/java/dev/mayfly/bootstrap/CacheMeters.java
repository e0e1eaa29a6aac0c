package dev.mayfly.bootstrap;

import dev.mayfly.cache.PageCache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The meters of the cache of searches. */
final class CacheMeters {
    private CacheMeters() {}

    static void register(MeterRegistry registry, PageCache pages) {
        gets(registry, pages, "hit", PageCache::hits);
        gets(registry, pages, "miss", PageCache::misses);
        FunctionCounter.builder("mayfly.cache.evictions", pages, PageCache::evictions)
                .description("Pages of searches that were dropped, for want of room or because their time was up")
                .register(registry);
        Gauge.builder("mayfly.cache.entries", pages, PageCache::entries)
                .description("Pages of searches that are kept")
                .baseUnit("entries")
                .register(registry);
        Gauge.builder("mayfly.cache.bytes", pages, PageCache::sizeBytes)
                .description("Bytes that the kept pages of searches take")
                .baseUnit("bytes")
                .register(registry);
    }

    private static void gets(
            MeterRegistry registry, PageCache pages, String result, ToDoubleFunction<PageCache> count) {
        FunctionCounter.builder("mayfly.cache.gets", pages, count)
                .description("Pages of searches that were asked for, by whether they were kept")
                .tag("result", result)
                .register(registry);
    }
}
