package dev.mayfly.search.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import io.quarkus.cache.DefaultCacheKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cache of search pages, limited by their bytes. Its keys are {@link PageKey}s, its values
 * {@link SearchPage}s.
 *
 * <p>A cached page is returned at once, on the caller's thread. A missing page is computed once, however many callers
 * ask for it meanwhile; each gets it on its own event loop, and a caller that gives up does not affect the others.
 * Failures are not cached.
 */
public final class PageCache implements io.quarkus.cache.Cache, KeptPages {
    /** The name that the search service knows it by. */
    public static final String NAME = "search";

    /** The approximate size of the cache's own objects for an entry. */
    private static final int ENTRY_BYTES = 256;

    private final Cache<PageKey, SearchPage> pages;
    private final Policy.Eviction<PageKey, SearchPage> bound;
    private final ConcurrentHashMap<PageKey, CompletableFuture<SearchPage>> loading = new ConcurrentHashMap<>();
    private final @Nullable SecondLevel second;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /**
     * Makes an empty cache.
     *
     * @param limitBytes the most bytes that its entries take
     * @param ttl how long a page is kept
     * @param ticker the source of its time
     * @param second the second level, or null for none
     */
    public PageCache(long limitBytes, Duration ttl, Ticker ticker, @Nullable SecondLevel second) {
        this.pages = Caffeine.newBuilder()
                .maximumWeight(limitBytes)
                .weigher((PageKey key, SearchPage page) -> ENTRY_BYTES + key.sizeBytes() + page.sizeBytes())
                .expireAfterWrite(ttl)
                .ticker(ticker)
                .executor(Runnable::run)
                .recordStats()
                .build();
        this.bound = pages.policy().eviction().orElseThrow();
        this.second = second;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Object getDefaultKey() {
        return new DefaultCacheKey(NAME);
    }

    @Override
    public <T extends io.quarkus.cache.Cache> T as(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public <K, V> Uni<V> get(K key, Function<K, V> loader) {
        return getAsync(key, each -> Uni.createFrom().item(loader.apply(each)));
    }

    @Override
    @SuppressWarnings("unchecked") // The one method that is annotated with this cache's name maps keys to pages.
    public <K, V> Uni<V> getAsync(K key, Function<K, Uni<V>> loader) {
        return (Uni<V>) Uni.createFrom().deferred(() -> page((PageKey) key, () -> (Uni<SearchPage>) loader.apply(key)));
    }

    @Override
    public Uni<Void> invalidate(Object key) {
        return Uni.createFrom().voidItem().invoke(() -> pages.invalidate((PageKey) key));
    }

    @Override
    public Uni<Void> invalidateAll() {
        return Uni.createFrom().voidItem().invoke(() -> pages.invalidateAll());
    }

    @Override
    public Uni<Void> invalidateIf(Predicate<Object> predicate) {
        return Uni.createFrom().voidItem().invoke(() -> pages.asMap().keySet().removeIf(predicate));
    }

    /** Returns how often a page was cached, or already being computed for another caller. */
    public long hits() {
        return hits.sum();
    }

    /** Returns how often a page was not cached. */
    public long misses() {
        return misses.sum();
    }

    /** Returns how many pages have been evicted for lack of room or because they expired. */
    public long evictions() {
        return pages.stats().evictionCount();
    }

    /** Returns how many pages are cached. */
    public long entries() {
        return pages.estimatedSize();
    }

    /** Returns approximately how many bytes they take. */
    public long sizeBytes() {
        return bound.weightedSize().orElse(0);
    }

    @Override
    public @Nullable SearchPage find(PageKey key) {
        SearchPage kept = pages.getIfPresent(key);
        if (kept != null) {
            hits.increment();
        }
        return kept;
    }

    private Uni<SearchPage> page(PageKey key, Supplier<Uni<SearchPage>> compute) {
        SearchPage kept = find(key);
        if (kept != null) {
            return Uni.createFrom().item(kept);
        }
        CompletableFuture<SearchPage> mine = new CompletableFuture<>();
        CompletableFuture<SearchPage> others = loading.putIfAbsent(key, mine);
        if (others != null) {
            hits.increment();
            return awaited(others);
        }
        // Another caller may have finished between the two lookups.
        kept = find(key);
        if (kept != null) {
            loaded(key, mine, kept);
            return Uni.createFrom().item(kept);
        }
        misses.increment();
        load(key, compute)
                .subscribe()
                .with(
                        page -> {
                            try {
                                pages.put(key, page);
                            } finally {
                                loaded(key, mine, page);
                            }
                        },
                        failure -> {
                            loading.remove(key, mine);
                            mine.completeExceptionally(failure);
                        });
        return awaited(mine);
    }

    private void loaded(PageKey key, CompletableFuture<SearchPage> future, SearchPage page) {
        loading.remove(key, future);
        future.complete(page);
    }

    private Uni<SearchPage> load(PageKey key, Supplier<Uni<SearchPage>> compute) {
        Uni<SearchPage> computed = Uni.createFrom().deferred(() -> compute.get());
        SecondLevel level = second;
        if (level == null) {
            return computed;
        }
        return onCallersLoop(level.find(key))
                .onItem()
                .ifNull()
                .switchTo(() -> computed.invoke(page -> level.put(key, page)));
    }

    private static Uni<SearchPage> awaited(CompletableFuture<SearchPage> page) {
        if (page.isDone()) {
            return Uni.createFrom().completionStage(page);
        }
        // A copy, because a caller that gives up cancels the future that it waits for.
        return onCallersLoop(Uni.createFrom().completionStage(page::copy));
    }

    private static <T> Uni<T> onCallersLoop(Uni<T> uni) {
        Context context = Vertx.currentContext();
        return context == null ? uni : uni.emitOn(command -> context.runOnContext(unused -> command.run()));
    }
}
