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
 * Notifies the subscriptions of one store that its log has grown.
 *
 * <p>However many there are, the store has one waiter, and the appending thread only puts a task into a queue, once per
 * round. A round notifies all subscriptions. Rounds are spaced out, so that under load one round covers many appends;
 * the first round after a quiet time runs at once.
 */
final class AppendSignal {
    /** The least time between two rounds. */
    private static final long PAUSE_NANOS = 1_000_000;

    /**
     * The least pause after a round, as a multiple of the round's length, so that rounds take few cycles.
     */
    private static final int PAUSE_ROUNDS = 4;

    /** The least time to the next round for each subscription that was given a step to take. */
    private static final long PAUSE_NANOS_EACH = 10_000;

    /** The least time to the next round after one in which the store failed. */
    private static final long PAUSE_NANOS_FAILED = 100_000_000;

    private final EventStore store;
    private final ScheduledExecutorService timer;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile long nextRoundNanos = System.nanoTime();
    /** The waiter for the log to grow; null while a round is due or running, and while there are no subscriptions. */
    private @Nullable CompletableFuture<Void> waiter;
    /** Whether a round is due or in progress. */
    private boolean inRound;
    /** Whether another round must follow that one. */
    private boolean oneMore;

    /** Makes a signal without subscriptions, which costs nothing. */
    AppendSignal(EventStore store, ScheduledExecutorService timer) {
        this.store = store;
        this.timer = timer;
    }

    /** Adds a subscription, which is notified of all appends from now on. */
    void add(Subscription subscription) {
        subscriptions.add(subscription);
        await(store.prefix().position() + 1);
    }

    /** Removes a subscription, and returns whether none is left. */
    boolean remove(Subscription subscription) {
        subscriptions.remove(subscription);
        synchronized (this) {
            if (subscriptions.isEmpty()) {
                stopWaiting();
            }
            return subscriptions.isEmpty();
        }
    }

    /** Returns the current subscriptions. */
    Set<Subscription> subscriptions() {
        return subscriptions;
    }

    /** Notifies all subscriptions soon, whether the log has grown or not. */
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

    /** Schedules a round; called by the appending thread. */
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
            // The process is stopping, so there are no more notifications.
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

    /**
     * Returns the log, or null if reading the store fails; each subscription's own step then encounters the failure.
     */
    private @Nullable LogPrefix prefix() {
        try {
            return store.prefix();
        } catch (RuntimeException failure) {
            return null;
        }
    }

    /** Ends a round, and ensures that subscriptions are notified of later events. */
    private synchronized void end(@Nullable LogPrefix log) {
        inRound = false;
        if (log == null && !subscriptions.isEmpty() || oneMore) {
            oneMore = false;
            scheduleRound();
        } else if (log != null) {
            // This also covers subscriptions added during the round: everything after this log is new to them.
            await(log.position() + 1);
        }
    }
}
