package dev.mayfly.search.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import dev.mayfly.search.cache.PageCache;
import dev.mayfly.search.redis.CircuitBreaker.Closed;
import dev.mayfly.search.redis.CircuitBreaker.Open;
import dev.mayfly.search.redis.RedisPages.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisServer;

/** The second level over a real Redis, and over what only looks like one. */
@Timeout(60)
class RedisPagesTest {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration IMPATIENT = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final EventStore store = new EmbeddedEventStore("redis", 1 << 20, TimeSource.SYSTEM);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger computed = new AtomicInteger();
    private final int port = freePort();
    private final Redis client =
            Redis.createClient(vertx, new RedisOptions().setConnectionString("redis://localhost:" + port));
    private RedisServer server;

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.stop();
    }

    private RedisPages pages(Duration timeout) {
        return new RedisPages(client, timeout, TTL, nanos::get);
    }

    private static PageCache cache(RedisPages second) {
        return new PageCache(1 << 20, TTL, System::nanoTime, second);
    }

    private String answer(PageCache cache, PageKey key, String fresh) {
        Uni<SearchPage> page = cache.getAsync(key, each -> {
            computed.incrementAndGet();
            return Uni.createFrom().item(SearchPage.of(false, 7, fresh.getBytes(StandardCharsets.UTF_8)));
        });
        SearchPage found = page.await().indefinitely();
        assertThat(found.nextMark()).isEqualTo(7);
        return new String(found.text(), StandardCharsets.UTF_8);
    }

    private Response send(Request request) {
        return client.send(request).toCompletionStage().toCompletableFuture().join();
    }

    private String onlyAddress() {
        Response keys = send(Request.cmd(Command.KEYS).arg("*"));
        assertThat(keys.size()).isEqualTo(1);
        return keys.get(0).toString();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Answers a search and waits until Redis has the page. */
    private void keep(RedisPages pages, PageKey key, String text) {
        assertThat(answer(cache(pages), key, text)).isEqualTo(text);
        awaitKept(key, text);
    }

    private void awaitKept(PageKey key, String text) {
        await(() -> {
            Response entry = send(Request.cmd(Command.GET).arg(RedisPages.address(key)));
            SearchPage page = entry == null ? null : PageCodec.page(key, entry.toBytes());
            return page != null && text.equals(new String(page.text(), StandardCharsets.UTF_8));
        });
    }

    @Test
    void a_page_that_the_first_level_has_dropped_is_had_from_redis() {
        RedisPages pages = pages(PATIENT);
        PageCache cache = cache(pages);
        PageKey key = TestPages.key(store, "A");
        assertThat(answer(cache, key, "one")).isEqualTo("one");
        awaitKept(key, "one");
        cache.invalidateAll().await().indefinitely();
        assertThat(answer(cache, key, "not computed")).isEqualTo("one");
        assertThat(computed).hasValue(1);
        assertThat(pages.reads(Outcome.HIT)).isEqualTo(1);
        assertThat(pages.reads(Outcome.MISS)).isEqualTo(1);
        assertThat(answer(cache, key, "not computed")).isEqualTo("one");
        assertThat(pages.reads(Outcome.HIT)).isEqualTo(1);
    }

    @Test
    void redis_keeps_a_page_for_300_seconds() {
        keep(pages(PATIENT), TestPages.key(store, "A"), "one");
        assertThat(send(Request.cmd(Command.TTL).arg(onlyAddress())).toLong()).isBetween(240L, 300L);
    }

    @Test
    void stores_of_one_name_never_share_a_page() {
        EventStore other = new EmbeddedEventStore("redis", 1 << 20, TimeSource.SYSTEM);
        RedisPages pages = pages(PATIENT);
        keep(pages, TestPages.key(store, "A"), "of the one");
        keep(pages, TestPages.key(other, "A"), "of the other");
        assertThat(answer(cache(pages), TestPages.key(store, "A"), "")).isEqualTo("of the one");
        assertThat(answer(cache(pages), TestPages.key(other, "A"), "")).isEqualTo("of the other");
        assertThat(send(Request.cmd(Command.DBSIZE)).toInteger()).isEqualTo(2);
    }

    @Test
    void rubbish_in_redis_is_found_out_and_written_over() {
        RedisPages pages = pages(PATIENT);
        PageKey key = TestPages.key(store, "A");
        keep(pages, key, "one");
        String address = onlyAddress();
        byte[] good = send(Request.cmd(Command.GET).arg(address)).toBytes();
        for (byte[] rubbish : new byte[][] {{}, {1, 2, 3}, new byte[good.length], new byte[100_000]}) {
            send(Request.cmd(Command.SET).arg(address).arg(rubbish));
            keep(pages, key, "fresh");
            assertThat(answer(cache(pages), key, "not computed")).isEqualTo("fresh");
        }
        assertThat(pages.reads(Outcome.UNREADABLE)).isEqualTo(4);
        assertThat(pages.breaker().state()).isEqualTo(new Closed(0));
    }

    @Test
    void an_entry_of_another_kind_is_a_failure_and_no_more() {
        RedisPages pages = pages(PATIENT);
        PageKey key = TestPages.key(store, "A");
        keep(pages, key, "one");
        String address = onlyAddress();
        send(Request.cmd(Command.DEL).arg(address));
        send(Request.cmd(Command.LPUSH).arg(address).arg("x"));
        assertThat(answer(cache(pages), key, "fresh")).isEqualTo("fresh");
        assertThat(pages.reads(Outcome.FAILURE)).isEqualTo(1);
        await(() -> send(Request.cmd(Command.TYPE).arg(address)).toString().equals("string"));
    }

    @Test
    void searches_go_on_when_redis_is_killed_and_use_it_again_when_it_is_back() throws IOException {
        RedisPages pages = pages(PATIENT);
        keep(pages, TestPages.key(store, "A"), "one");
        server.stop();
        for (int i = 0; !(pages.breaker().state() instanceof Open); i++) {
            assertThat(answer(cache(pages), TestPages.key(store, "T" + i), "computed " + i))
                    .isEqualTo("computed " + i);
        }
        long failed = pages.reads(Outcome.FAILURE);
        assertThat(answer(cache(pages), TestPages.key(store, "A"), "computed")).isEqualTo("computed");
        assertThat(pages.reads(Outcome.FAILURE)).isEqualTo(failed);
        assertThat(pages.reads(Outcome.SKIPPED)).isPositive();
        assertThat(pages.closed()).isZero();

        start();
        for (int i = 0; !(pages.breaker().state() instanceof Closed); i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(answer(cache(pages), TestPages.key(store, "U" + i), "computed " + i))
                    .isEqualTo("computed " + i);
        }
        keep(pages, TestPages.key(store, "A"), "again");
        assertThat(answer(cache(pages), TestPages.key(store, "A"), "not computed"))
                .isEqualTo("again");
        assertThat(pages.closed()).isEqualTo(1);
    }

    @Test
    void a_server_that_accepts_and_never_answers_is_not_waited_for() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Redis hanging = Redis.createClient(
                    vertx, new RedisOptions().setConnectionString("redis://127.0.0.1:" + silent.getLocalPort()));
            RedisPages pages = new RedisPages(hanging, IMPATIENT, TTL, nanos::get);
            PageCache cache = cache(pages);
            for (int i = 0; i < 40; i++) {
                assertThat(answer(cache, TestPages.key(store, "T" + i), "computed " + i))
                        .isEqualTo("computed " + i);
            }
            assertThat(pages.breaker().state()).isInstanceOf(Open.class);
            assertThat(pages.reads(Outcome.FAILURE)).isPositive();
            assertThat(pages.reads(Outcome.SKIPPED)).isGreaterThan(20);
            for (int i = 0; i < 100; i++) {
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                assertThat(answer(cache, TestPages.key(store, "U" + i), "computed " + i))
                        .isEqualTo("computed " + i);
            }
            assertThat(pages.breaker().state()).isInstanceOf(Open.class);
            hanging.close();
        }
    }
}
