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

/** The meters of the cache of searches, until it is closed: the registry may outlive the application that is metered. */
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
                .description("Pages of searches that were dropped, for want of room or because their time was up")
                .register(registry));
        meters.add(Gauge.builder("mayfly.cache.entries", pages, PageCache::entries)
                .description("Pages of searches that are kept")
                .baseUnit("entries")
                .register(registry));
        meters.add(Gauge.builder("mayfly.cache.bytes", pages, PageCache::sizeBytes)
                .description("Bytes that the kept pages of searches take")
                .baseUnit("bytes")
                .register(registry));
    }

    /** Meters the second level. */
    public void add(RedisPages second) {
        for (RedisPages.Outcome outcome : RedisPages.Outcome.values()) {
            meters.add(FunctionCounter.builder("mayfly.cache.l2.gets", second, each -> each.reads(outcome))
                    .description("Pages of searches that were looked for in the second level, by what came of it")
                    .tag("result", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
        meters.add(FunctionCounter.builder("mayfly.cache.l2.puts", second, RedisPages::written)
                .description("Pages of searches that were written to the second level")
                .register(registry));
        meters.add(Gauge.builder("mayfly.cache.l2.closed", second, RedisPages::closed)
                .description("Whether the second level is asked: 1 if it is, 0 if it has failed too often, 0.5 to see")
                .register(registry));
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    private void gets(PageCache pages, String result, ToDoubleFunction<PageCache> count) {
        meters.add(FunctionCounter.builder("mayfly.cache.gets", pages, count)
                .description("Pages of searches that were asked for, by whether they were kept")
                .tag("result", result)
                .register(registry));
    }
}
