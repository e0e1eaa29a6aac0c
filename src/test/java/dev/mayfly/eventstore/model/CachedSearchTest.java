package dev.mayfly.eventstore.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.log.FailingEventStore;
import dev.mayfly.eventstore.support.CachedSearchStore;
import dev.mayfly.search.cache.PageCache;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Searches through the cache find what the naive store finds, in random scripts of appends and searches. */
class CachedSearchTest {
    private static final int OPERATIONS = 120;
    private static final int SEARCHES = 10;
    private static final int SEEDS = 30;
    private static final long LIMIT_BYTES = 256L << 20;
    private static final int AMPLE_BYTES = 32 << 20;
    private static final int FEW_BYTES = 40_000;

    private PageCache cache = cache(AMPLE_BYTES);

    private static PageCache cache(long limitBytes) {
        return new PageCache(limitBytes, Duration.ofMinutes(5), Ticker.disabledTicker(), null);
    }

    private void run(Function<TimeSource, EventStore> newEngine, int cacheBytes, int seeds) {
        ModelCheck check = new ModelCheck(
                clock -> {
                    cache = cache(cacheBytes);
                    return new CachedSearchStore(newEngine.apply(clock), cache);
                },
                OPERATIONS);
        long hits = 0;
        for (long seed = 1; seed <= seeds; seed++) {
            check.run(seed, new Script(new ScriptGenerator(seed).searchingScript(OPERATIONS, SEARCHES)));
            hits += cache.hits();
            assertThat(cache.sizeBytes()).isLessThanOrEqualTo(cacheBytes);
        }
        assertThat(hits).isGreaterThan(10L * seeds);
    }

    @Test
    void no_random_script_ever_shows_an_old_answer() {
        run(clock -> new EmbeddedEventStore("model", LIMIT_BYTES, clock), AMPLE_BYTES, SEEDS);
    }

    @Test
    void no_random_script_does_where_each_append_fails_half_way_before_it_goes_through() {
        run(clock -> new FailingEventStore(LIMIT_BYTES, clock), AMPLE_BYTES, SEEDS / 3);
    }

    @Test
    void no_random_script_does_where_the_cache_has_room_for_few_pages() {
        run(clock -> new EmbeddedEventStore("model", LIMIT_BYTES, clock), FEW_BYTES, SEEDS / 3);
    }
}
