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
 * The second-level cache in Redis: each page is stored under its store's incarnation and a digest of its key, until it
 * expires.
 *
 * <p>No request waits for Redis longer than the timeout, and after some failures in a row Redis is skipped for a while.
 * The number of concurrent calls is limited to what fits into the client's queue; beyond that, a page counts as
 * missing.
 */
public final class RedisPages implements SecondLevel {
    private static final Logger LOG = Logger.getLogger(RedisPages.class);
    private static final String PREFIX = "mayfly:page:";
    private static final int DIGEST_BYTES = 16;

    /**
     * Reads and writes together must fit the limits of the Quarkus client: 6 connections and 24 requests waiting for
     * one.
     */
    private static final int READS_AT_ONCE = 20;

    private static final int WRITES_AT_ONCE = 8;
    private static final int MOST_FAILURES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The timeout of writes, for which no request waits. */
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

    /** The outcome of a read. */
    public enum Outcome {
        /** The page was found. */
        HIT,
        /** There was no such page. */
        MISS,
        /** Something other than the page was found. */
        UNREADABLE,
        /** Redis did not answer in time, or with an error. */
        FAILURE,
        /** Redis was not called. */
        SKIPPED
    }

    /**
     * Makes a second level; it connects only when the first page is looked up.
     *
     * @param redis the client
     * @param timeout the time limit of a read
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

    /** Returns the number of reads with an outcome. */
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

    /** Returns the circuit breaker. */
    CircuitBreaker breaker() {
        return breaker;
    }

    /** Returns whether Redis is in use: 1 if it is, 0.5 while probing with one call, 0 if it is not. */
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
