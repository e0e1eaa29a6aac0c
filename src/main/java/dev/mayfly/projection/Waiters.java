package dev.mayfly.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Those who wait for a projection's next snapshots. All methods may be called by any thread. */
final class Waiters<V> {
    private final PriorityQueue<Waiter<V>> byPosition = new PriorityQueue<>();
    private List<CompletableFuture<Snapshot<V>>> forChange = new ArrayList<>();

    private record Waiter<V>(long position, CompletableFuture<Snapshot<V>> future) implements Comparable<Waiter<V>> {
        @Override
        public int compareTo(Waiter<V> other) {
            return Long.compare(position, other.position);
        }
    }

    /** Returns a future of the first snapshot that is of a position or a later one; cancelled, it is forgotten. */
    CompletableFuture<Snapshot<V>> reached(long position, Supplier<Snapshot<V>> latest) {
        CompletableFuture<Snapshot<V>> future = new CompletableFuture<>();
        Waiter<V> waiter = new Waiter<>(position, future);
        synchronized (this) {
            Snapshot<V> now = latest.get();
            if (now.position() >= position) {
                return CompletableFuture.completedFuture(now);
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

    /** Returns a future of the first snapshot whose state is another object than the known one's; cancelled, it is forgotten. */
    CompletableFuture<Snapshot<V>> changed(Snapshot<V> known, Supplier<Snapshot<V>> latest) {
        CompletableFuture<Snapshot<V>> future = new CompletableFuture<>();
        synchronized (this) {
            Snapshot<V> now = latest.get();
            if (!known.hasSameState(now)) {
                return CompletableFuture.completedFuture(now);
            }
            forChange.add(future);
        }
        var unused = future.exceptionally(failure -> {
            synchronized (this) {
                forChange.remove(future);
            }
            return null;
        });
        return future;
    }

    /**
     * Publishes a snapshot and completes the futures that are due, outside of any lock.
     *
     * @param publication makes the snapshot visible to others, so that nobody who looks and then waits misses it
     */
    void publish(Snapshot<V> before, Snapshot<V> now, Runnable publication) {
        List<CompletableFuture<Snapshot<V>>> due = new ArrayList<>();
        synchronized (this) {
            publication.run();
            while (!byPosition.isEmpty() && byPosition.element().position() <= now.position()) {
                due.add(byPosition.remove().future());
            }
            if (!before.hasSameState(now) && !forChange.isEmpty()) {
                due.addAll(forChange);
                forChange = new ArrayList<>();
            }
        }
        due.forEach(future -> future.complete(now));
    }

    /** Gives all waits up. */
    void cancel() {
        List<CompletableFuture<Snapshot<V>>> all = new ArrayList<>();
        synchronized (this) {
            byPosition.forEach(waiter -> all.add(waiter.future()));
            all.addAll(forChange);
            byPosition.clear();
            forChange = new ArrayList<>();
        }
        all.forEach(future -> future.cancel(false));
    }
}
