package dev.mayfly.subscription;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the subscriptions of one store that its log has grown.
 *
 * <p>However many there are, one waiter stands with the store, and the thread that appends does no more than to put a task
 * into a queue, once a round. A round tells everybody. Rounds follow each other at a distance, so that under load one
 * round tells of many appends; the first one behind a quiet time comes at once.
 */
final class AppendSignal {
    /** The least distance of two rounds. */
    private static final long PAUSE_NANOS = 1_000_000;

    /** How many times as long as a round the distance to the next one is at the least, so that rounds take few cycles. */
    private static final int PAUSE_ROUNDS = 4;

    /** What the distance to the next round is at the least for each who was given something to do. */
    private static final long PAUSE_NANOS_EACH = 10_000;

    /** The least distance to the next round after one in which the store failed. */
    private static final long PAUSE_NANOS_FAILED = 100_000_000;

    private final EventStore store;
    private final ScheduledExecutorService timer;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile long nextRoundNanos = System.nanoTime();
    /** What waits for the log to grow; null while a round is due or under way, and while there is nobody to tell. */
    private @Nullable CompletableFuture<Void> waiter;
    /** Whether a round is due or under way. */
    private boolean inRound;
    /** Whether everybody is to be told once more behind that round. */
    private boolean oneMore;

    /** Makes a signal that tells nobody yet and costs nothing. */
    AppendSignal(EventStore store, ScheduledExecutorService timer) {
        this.store = store;
        this.timer = timer;
    }

    /** Adds a subscription, which is told of everything that is appended from now on. */
    void add(Subscription subscription) {
        subscriptions.add(subscription);
        await(store.prefix().position() + 1);
    }

    /** Removes a subscription, and returns whether there is none left. */
    boolean remove(Subscription subscription) {
        subscriptions.remove(subscription);
        synchronized (this) {
            if (subscriptions.isEmpty()) {
                stopWaiting();
            }
            return subscriptions.isEmpty();
        }
    }

    /** Returns the subscriptions there are. */
    Set<Subscription> subscriptions() {
        return subscriptions;
    }

    /** Tells everybody soon, whether the log has grown or not. */
    synchronized void tell() {
        stopWaiting();
        if (inRound) {
            oneMore = true;
        } else {
            scheduleRound();
        }
    }

    private synchronized void await(long position) {
        if (waiter == null && !inRound && !subscriptions.isEmpty()) {
            CompletableFuture<Void> reached = store.reached(position);
            waiter = reached;
            var unused = reached.thenRun(() -> grown(reached));
        }
    }

    private synchronized void stopWaiting() {
        CompletableFuture<Void> waiting = waiter;
        waiter = null;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    /** Has a round come; called by the thread that appends. */
    private synchronized void grown(CompletableFuture<Void> reached) {
        if (waiter == reached) {
            waiter = null;
            scheduleRound();
        }
    }

    private synchronized void scheduleRound() {
        inRound = true;
        try {
            long delayNanos = Math.max(0, nextRoundNanos - System.nanoTime());
            var unused = timer.schedule(this::round, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shutDown) {
            // The process stops: nobody is told of anything any more.
        }
    }

    private void round() {
        long startNanos = System.nanoTime();
        LogPrefix log = prefix();
        int woken = 0;
        for (Subscription subscription : subscriptions) {
            woken += log == null ? subscription.woken() : subscription.grown(log);
        }
        long endNanos = System.nanoTime();
        long pauseNanos = Math.max(
                log == null ? PAUSE_NANOS_FAILED : PAUSE_NANOS,
                Math.max(woken * PAUSE_NANOS_EACH, PAUSE_ROUNDS * (endNanos - startNanos)));
        nextRoundNanos = endNanos + pauseNanos;
        end(log);
    }

    /** Returns the log, or null if the store fails to give it; then each subscription's own step meets the failure. */
    private @Nullable LogPrefix prefix() {
        try {
            return store.prefix();
        } catch (RuntimeException failure) {
            return null;
        }
    }

    /** Ends a round, and sees to it that subscriptions are told of what comes after it. */
    private synchronized void end(@Nullable LogPrefix log) {
        inRound = false;
        if (log == null && !subscriptions.isEmpty() || oneMore) {
            oneMore = false;
            scheduleRound();
        } else if (log != null) {
            // Subscriptions that came during the round are served too: everything after this log is news to one of
            // them.
            await(log.position() + 1);
        }
    }
}
