package dev.mayfly.projection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The waits for a projection's next snapshots. All methods may be called by any thread. */
final class Waiters<V> {
    private final PriorityQueue<Waiter<V>> byPosition = new PriorityQueue<>();
    private Set<Waiter<V>> forChange = new LinkedHashSet<>();
    /** Guarded by this. */
    private boolean cancelled;

    private record Waiter<V>(long position, CompletableFuture<Snapshot<V>> future) implements Comparable<Waiter<V>> {
        @Override
        public int compareTo(Waiter<V> other) {
            return Long.compare(position, other.position);
        }
    }

    /**
     * Returns a future of the first snapshot at a position or later; a cancelled wait is forgotten. After {@link #cancel},
     * the future is cancelled unless that snapshot is there already.
     *
     * @param latest returns the latest published snapshot; called under a lock
     */
    CompletableFuture<Snapshot<V>> reached(long position, Supplier<Snapshot<V>> latest) {
        CompletableFuture<Snapshot<V>> future = new CompletableFuture<>();
        Waiter<V> waiter = new Waiter<>(position, future);
        synchronized (this) {
            Snapshot<V> now = latest.get();
            if (now.position() >= position) {
                return CompletableFuture.completedFuture(now);
            }
            if (cancelled) {
                future.cancel(false);
                return future;
            }
            byPosition.add(waiter);
        }
        var unused = future.exceptionally(failure -> {
            synchronized (this) {
                byPosition.remove(waiter);
            }
            return null;
        });
        return future;
    }

    /**
     * Returns a future of the first snapshot whose state is another object than the known one's; a cancelled wait is
     * forgotten. After {@link #cancel}, the future is cancelled unless that snapshot is there already.
     *
     * @param latest returns the latest published snapshot; called under a lock
     */
    CompletableFuture<Snapshot<V>> changed(Snapshot<V> known, Supplier<Snapshot<V>> latest) {
        CompletableFuture<Snapshot<V>> future = new CompletableFuture<>();
        Waiter<V> waiter = new Waiter<>(0, future);
        synchronized (this) {
            Snapshot<V> now = latest.get();
            if (!known.hasSameState(now)) {
                return CompletableFuture.completedFuture(now);
            }
            if (cancelled) {
                future.cancel(false);
                return future;
            }
            forChange.add(waiter);
        }
        var unused = future.exceptionally(failure -> {
            synchronized (this) {
                forChange.remove(waiter);
            }
            return null;
        });
        return future;
    }

    /**
     * Publishes a snapshot and completes the futures that are due, outside any lock.
     *
     * @param publication makes the snapshot visible to readers; it runs under the lock, so no caller that looks and
     *     then waits misses the snapshot
     */
    void publish(Snapshot<V> before, Snapshot<V> now, Runnable publication) {
        List<CompletableFuture<Snapshot<V>>> due = new ArrayList<>();
        synchronized (this) {
            publication.run();
            while (!byPosition.isEmpty() && byPosition.element().position() <= now.position()) {
                due.add(byPosition.remove().future());
            }
            if (!before.hasSameState(now) && !forChange.isEmpty()) {
                forChange.forEach(waiter -> due.add(waiter.future()));
                forChange = new LinkedHashSet<>();
            }
        }
        due.forEach(future -> future.complete(now));
    }

    /** Cancels all waits, and those that are still to come. */
    void cancel() {
        List<CompletableFuture<Snapshot<V>>> all = new ArrayList<>();
        synchronized (this) {
            cancelled = true;
            byPosition.forEach(waiter -> all.add(waiter.future()));
            forChange.forEach(waiter -> all.add(waiter.future()));
            byPosition.clear();
            forChange = new LinkedHashSet<>();
        }
        all.forEach(future -> future.cancel(false));
    }
}
