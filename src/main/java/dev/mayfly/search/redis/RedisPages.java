package dev.mayfly.search.redis;

import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import dev.mayfly.search.cache.SecondLevel;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pages in Redis, each under its store's incarnation and a digest of its key, for as long as it is kept.
 *
 * <p>Redis is never waited for longer than the timeout, and after some failures in a row not at all for a while. So many
 * calls at once as there is room for in the client's queue are made; beyond that a page is as if it were not there.
 */
public final class RedisPages implements SecondLevel {
    private static final Logger LOG = Logger.getLogger(RedisPages.class);
    private static final String PREFIX = "mayfly:page:";
    private static final int DIGEST_BYTES = 16;

    /** What the client of Quarkus has places for, 6 connections and 24 requests that wait for one, is enough for both. */
    private static final int READS_AT_ONCE = 20;

    private static final int WRITES_AT_ONCE = 8;
    private static final int MOST_FAILURES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What writes may take; nobody waits for them. */
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(1);

    private final Redis redis;
    private final Duration timeout;
    private final String ttlSeconds;
    private final CircuitBreaker breaker;
    private final Semaphore reads = new Semaphore(READS_AT_ONCE);
    private final Semaphore writes = new Semaphore(WRITES_AT_ONCE);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder written = new LongAdder();

    /** How a read can end. */
    public enum Outcome {
        /** The page was there. */
        HIT,
        /** It was not. */
        MISS,
        /** Something else was there. */
        UNREADABLE,
        /** Redis did not answer in time, or with an error. */
        FAILURE,
        /** Redis was not asked. */
        SKIPPED
    }

    /**
     * Makes a level; no connection is made before the first page is looked for.
     *
     * @param redis the client
     * @param timeout the longest that a read takes
     * @param ttl how long Redis keeps a page, in whole seconds
     */
    public RedisPages(Redis redis, Duration timeout, Duration ttl) {
        this(redis, timeout, ttl, System::nanoTime);
    }

    RedisPages(Redis redis, Duration timeout, Duration ttl, LongSupplier nanoTime) {
        this.redis = redis;
        this.timeout = timeout;
        this.ttlSeconds = Long.toString(ttl.toSeconds());
        this.breaker = new CircuitBreaker(MOST_FAILURES, PAUSE.toNanos(), nanoTime);
    }

    @Override
    public Uni<SearchPage> find(PageKey key) {
        return Uni.createFrom().deferred(() -> {
            if (!reads.tryAcquire()) {
                skipped.increment();
                return Uni.createFrom().nullItem();
            }
            Optional<CircuitBreaker.Call> call = breaker.call();
            if (call.isEmpty()) {
                reads.release();
                skipped.increment();
                return Uni.createFrom().nullItem();
            }
            return sent(Request.cmd(Command.GET).arg(address(key)), timeout, call.get())
                    .onTermination()
                    .invoke(() -> reads.release())
                    .map(answer -> found(key, answer))
                    .onFailure()
                    .invoke(() -> failures.increment())
                    .onFailure()
                    .recoverWithNull();
        });
    }

    @Override
    public void put(PageKey key, SearchPage page) {
        byte[] text = page.text();
        if (text == null || !writes.tryAcquire()) {
            return;
        }
        Optional<CircuitBreaker.Call> call = breaker.ordinaryCall();
        if (call.isEmpty()) {
            writes.release();
            return;
        }
        Request request = Request.cmd(Command.SETEX).arg(address(key)).arg(ttlSeconds);
        sent(request.arg(PageCodec.bytes(key, page, text)), WRITE_TIMEOUT, call.get())
                .onTermination()
                .invoke(() -> writes.release())
                .subscribe()
                .with(answer -> written.increment(), failure -> LOG.debug("Could not write a page", failure));
    }

    /** Returns how many reads ended so. */
    public long reads(Outcome outcome) {
        return switch (outcome) {
            case HIT -> hits.sum();
            case MISS -> misses.sum();
            case UNREADABLE -> unreadable.sum();
            case FAILURE -> failures.sum();
            case SKIPPED -> skipped.sum();
        };
    }

    /** Returns how many pages have been written. */
    public long written() {
        return written.sum();
    }

    /** Returns what keeps calls from Redis where it fails. */
    CircuitBreaker breaker() {
        return breaker;
    }

    /** Returns whether Redis is asked: 1 if it is, 0.5 while one call is made to see, 0 if it is not. */
    public double closed() {
        CircuitBreaker.State state = breaker.state();
        return state instanceof CircuitBreaker.Closed ? 1 : state instanceof CircuitBreaker.Open ? 0 : 0.5;
    }

    private Uni<Response> sent(Request request, Duration atMost, CircuitBreaker.Call call) {
        return Uni.createFrom()
                .completionStage(() -> redis.send(request).toCompletionStage())
                .ifNoItem()
                .after(atMost)
                .fail()
                .onItem()
                .invoke(() -> call.succeeded())
                .onFailure()
                .invoke(failure -> call.failed())
                .onCancellation()
                .invoke(() -> call.failed());
    }

    private @Nullable SearchPage found(PageKey key, @Nullable Response answer) {
        if (answer == null) {
            misses.increment();
            return null;
        }
        SearchPage page = PageCodec.page(key, answer.toBytes());
        (page == null ? unreadable : hits).increment();
        return page;
    }

    /** Returns the key that a page has in Redis. */
    static String address(PageKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.toByteArray());
            return PREFIX + key.incarnation() + ":" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
