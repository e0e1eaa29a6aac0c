package dev.mayfly.search.cache;

import static dev.mayfly.eventstore.support.TestEvent.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.eventstore.support.Reading;
import dev.mayfly.eventstore.support.TestEvent;
import dev.mayfly.search.Listing;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import dev.mayfly.search.Walk;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the cache keeps, for how long, and who computes what. */
class PageCacheTest {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final long LIMIT_BYTES = 100_000;

    private final AtomicLong nanos = new AtomicLong();
    private final PageCache cache = new PageCache(LIMIT_BYTES, TTL, nanos::get, null);
    private final EventStore store = new EmbeddedEventStore("cached", 64L << 20, TimeSource.SYSTEM);
    private final AtomicInteger computed = new AtomicInteger();

    private PageKey key(String eventType) {
        Listing.Search search =
                new Listing.Search(Criteria.builder().eventTypes(eventType).build(), Sort.POSITION, Order.ASCENDING);
        return PageKey.of(Walk.begin(store, AsOf.HEAD, search, 0), search, 100, false);
    }

    private static SearchPage page(int bytes) {
        return SearchPage.of(false, 0, new byte[bytes]);
    }

    private SearchPage get(PageKey key, int bytes) {
        return cache.<PageKey, SearchPage>getAsync(key, each -> {
                    computed.incrementAndGet();
                    return Uni.createFrom().item(page(bytes));
                })
                .await()
                .indefinitely();
    }

    /** Asks for a page whose computation ends when the test says so. */
    private UniAssertSubscriber<SearchPage> ask(PageKey key, CompletableFuture<SearchPage> computing) {
        return cache.<PageKey, SearchPage>getAsync(key, each -> {
                    computed.incrementAndGet();
                    return Uni.createFrom().completionStage(computing);
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private static SearchPage kept(UniAssertSubscriber<SearchPage> asked) {
        return asked.awaitItem().getItem();
    }

    @Test
    void a_page_is_computed_once_and_then_kept() {
        SearchPage first = get(key("A"), 10);
        assertThat(get(key("A"), 10)).isSameAs(first);
        assertThat(computed).hasValue(1);
        assertThat(cache.hits()).isEqualTo(1);
        assertThat(cache.misses()).isEqualTo(1);
        assertThat(cache.entries()).isEqualTo(1);
    }

    @Test
    void a_page_is_dropped_when_its_time_is_up() {
        get(key("A"), 10);
        nanos.addAndGet(TTL.toNanos() - 1);
        get(key("A"), 10);
        assertThat(computed).hasValue(1);
        nanos.addAndGet(1);
        get(key("A"), 10);
        assertThat(computed).hasValue(2);
        assertThat(cache.evictions()).isEqualTo(1);
    }

    @Test
    void the_bytes_of_all_pages_stay_within_the_limit() {
        for (int i = 0; i < 1_000; i++) {
            get(key("T" + i), i % 7 * 1_000);
            assertThat(cache.sizeBytes()).isLessThanOrEqualTo(LIMIT_BYTES);
        }
        assertThat(cache.entries()).isBetween(1L, LIMIT_BYTES / 300);
        assertThat(cache.evictions()).isEqualTo(1_000 - cache.entries());
    }

    @Test
    void a_page_over_the_limit_is_answered_and_not_kept() {
        SearchPage large = get(key("A"), (int) LIMIT_BYTES);
        assertThat(large.textBytes()).isEqualTo(LIMIT_BYTES);
        assertThat(cache.entries()).isZero();
        assertThat(cache.sizeBytes()).isZero();
    }

    @Test
    void those_who_ask_while_a_page_is_computed_get_the_same() {
        CompletableFuture<SearchPage> computing = new CompletableFuture<>();
        List<UniAssertSubscriber<SearchPage>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(ask(key("A"), computing));
        }
        all.forEach(UniAssertSubscriber::assertNotTerminated);
        SearchPage page = page(10);
        computing.complete(page);
        assertThat(all).allMatch(asked -> kept(asked) == page);
        assertThat(computed).hasValue(1);
    }

    @Test
    void one_who_gives_up_takes_nothing_from_the_others() {
        CompletableFuture<SearchPage> computing = new CompletableFuture<>();
        UniAssertSubscriber<SearchPage> first = ask(key("A"), computing);
        UniAssertSubscriber<SearchPage> second = ask(key("A"), computing);
        UniAssertSubscriber<SearchPage> third = ask(key("A"), computing);
        first.cancel();
        second.cancel();
        SearchPage page = page(10);
        computing.complete(page);
        assertThat(kept(third)).isSameAs(page);
        assertThat(get(key("A"), 10)).isSameAs(page);
    }

    @Test
    void a_failure_reaches_all_who_wait_and_is_not_kept() {
        CompletableFuture<SearchPage> computing = new CompletableFuture<>();
        UniAssertSubscriber<SearchPage> first = ask(key("A"), computing);
        UniAssertSubscriber<SearchPage> second = ask(key("A"), computing);
        computing.completeExceptionally(new IllegalStateException("no page"));
        first.awaitFailure().assertFailedWith(IllegalStateException.class, "no page");
        second.awaitFailure().assertFailedWith(IllegalStateException.class, "no page");
        assertThat(get(key("A"), 10)).isNotNull();
        assertThat(computed).hasValue(2);
    }

    @Test
    void a_computation_that_throws_fails_and_is_not_kept() {
        Uni<SearchPage> broken = cache.getAsync(key("A"), each -> {
            throw new IllegalStateException("no page");
        });
        assertThatThrownBy(() -> broken.await().indefinitely()).hasMessageContaining("no page");
        assertThat(get(key("A"), 10)).isNotNull();
    }

    @Test
    void each_gets_the_page_on_the_event_loop_that_it_asked_on() {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<SearchPage> computing = new CompletableFuture<>();
            List<CompletableFuture<Boolean>> own = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                own.add(onLoop(vertx, computing));
            }
            while (cache.hits() < 3) {
                Thread.onSpinWait();
            }
            computing.complete(page(10));
            own.forEach(each -> assertThat(each.join()).isTrue());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Asks on a new event loop's context and returns whether the answer came there. */
    private CompletableFuture<Boolean> onLoop(Vertx vertx, CompletableFuture<SearchPage> computing) {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        vertx.runOnContext(unused -> {
            Context asked = Vertx.currentContext();
            cache.<PageKey, SearchPage>getAsync(
                            key("A"), each -> Uni.createFrom().completionStage(computing))
                    .subscribe()
                    .with(page -> answered.complete(Vertx.currentContext() == asked));
        });
        return answered;
    }

    @Test
    void keys_differ_wherever_pages_may() {
        Reading.append(store, TestEvent.append(event("a-1", "A").tags("t"), event("a-1", "B")));
        EventStore other = new EmbeddedEventStore("cached", 64L << 20, TimeSource.SYSTEM);
        Reading.append(other, TestEvent.append(event("a-1", "A").tags("t"), event("a-1", "B")));
        Criteria.Builder ofType = Criteria.builder().eventTypes("A");
        List<PageKey> keys = List.of(
                key(store, ofType, Sort.POSITION, Order.ASCENDING, 0, 10, false),
                key(other, ofType, Sort.POSITION, Order.ASCENDING, 0, 10, false),
                key(store, ofType, Sort.TIMESTAMP, Order.ASCENDING, 0, 10, false),
                key(store, ofType, Sort.POSITION, Order.DESCENDING, 0, 10, false),
                key(store, ofType, Sort.POSITION, Order.ASCENDING, 1, 10, false),
                key(store, ofType, Sort.POSITION, Order.ASCENDING, 0, 11, false),
                key(store, ofType, Sort.POSITION, Order.ASCENDING, 0, 10, true),
                key(store, ofType.text("x"), Sort.POSITION, Order.ASCENDING, 0, 10, false),
                key(store, Criteria.builder().tags(List.of("t")), Sort.POSITION, Order.ASCENDING, 0, 10, false));
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(keys.stream().map(key -> new String(key.toByteArray(), StandardCharsets.ISO_8859_1)))
                .doesNotHaveDuplicates();
    }

    private static PageKey key(
            EventStore store, Criteria.Builder criteria, Sort sort, Order order, long last, int limit, boolean lines) {
        Listing.Search search = new Listing.Search(criteria.build(), sort, order);
        return PageKey.of(new Walk(store, store.prefix(), AsOf.HEAD, search, last, 0, limit), search, limit, lines);
    }
}
