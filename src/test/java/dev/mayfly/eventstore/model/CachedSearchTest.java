package dev.mayfly.eventstore.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.log.FailingEventStore;
import dev.mayfly.eventstore.support.CachedSearchStore;
import dev.mayfly.eventstore.support.Seeds;
import dev.mayfly.search.cache.PageCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Searches through the cache find what the naive store finds, in random scripts of appends and searches. */
class CachedSearchTest {
    private static final int OPERATIONS = 120;
    private static final int SEARCHES = 10;
    private static final int FEW = 12;
    private static final int SEEDS = 30;
    private static final long LIMIT_BYTES = 256L << 20;
    private static final int AMPLE_BYTES = 32 << 20;
    private static final int FEW_BYTES = 40_000;

    private PageCache cache = cache(AMPLE_BYTES);

    private static PageCache cache(long limitBytes) {
        return new PageCache(limitBytes, Duration.ofMinutes(5), Ticker.disabledTicker(), null);
    }

    private void run(Function<TimeSource, EventStore> newEngine, int cacheBytes, int few, int all) {
        ModelCheck check = new ModelCheck(
                clock -> {
                    cache = cache(cacheBytes);
                    return new CachedSearchStore(newEngine.apply(clock), cache);
                },
                OPERATIONS);
        List<Long> hits = new ArrayList<>();
        Seeds.each(few, all, seed -> {
            check.run(seed, new Script(new ScriptGenerator(seed).searchingScript(OPERATIONS, SEARCHES)));
            hits.add(cache.hits());
            assertThat(cache.sizeBytes()).isLessThanOrEqualTo(cacheBytes);
        });
        assertThat(hits.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isGreaterThan(10);
    }

    @Test
    void no_random_script_ever_shows_an_old_answer() {
        run(clock -> new EmbeddedEventStore("model", LIMIT_BYTES, clock), AMPLE_BYTES, FEW, SEEDS);
    }

    @Test
    void no_random_script_does_where_each_append_fails_half_way_before_it_goes_through() {
        run(clock -> new FailingEventStore(LIMIT_BYTES, clock), AMPLE_BYTES, FEW / 3, SEEDS / 3);
    }

    @Test
    void no_random_script_does_where_the_cache_has_room_for_few_pages() {
        run(clock -> new EmbeddedEventStore("model", LIMIT_BYTES, clock), FEW_BYTES, FEW / 3, SEEDS / 3);
    }
}
