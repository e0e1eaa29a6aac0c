package dev.mayfly.eventstore.log;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Those who wait until the log has reached a position. All methods may be called by any thread. */
final class Waiters {
    private final PriorityQueue<Waiter> queue = new PriorityQueue<>();
    private volatile long nearest = Long.MAX_VALUE;

    private record Waiter(long position, CompletableFuture<Void> future) implements Comparable<Waiter> {
        @Override
        public int compareTo(Waiter other) {
            return Long.compare(position, other.position);
        }
    }

    /**
     * Returns a future that completes when a position is reached; cancelled, it is forgotten.
     *
     * <p>The thread that signals completes it, and with it runs what continues it. It completes here and at once if the
     * position has been reached already; no other future does.
     */
    CompletableFuture<Void> reached(long position, LongSupplier head) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        if (head.getAsLong() >= position) {
            future.complete(null);
            return future;
        }
        Waiter waiter = new Waiter(position, future);
        synchronized (queue) {
            queue.add(waiter);
            nearest = queue.element().position();
        }
        var unused = future.exceptionally(failure -> {
            forget(waiter);
            return null;
        });
        // The head may have moved between the first look and the entry. The writer moves it, and looks at the nearest
        // position after the full fence of releasing its lock; this is the other half. Only this one's future is
        // completed here: what continues others does not belong on this thread, which may hold locks.
        VarHandle.fullFence();
        if (head.getAsLong() >= position) {
            forget(waiter);
            future.complete(null);
        }
        return future;
    }

    /** Completes the futures of all positions up to the given one. */
    void signal(long position) {
        if (position < nearest) {
            return;
        }
        List<Waiter> due = new ArrayList<>();
        synchronized (queue) {
            while (!queue.isEmpty() && queue.element().position() <= position) {
                due.add(queue.remove());
            }
            nearest = queue.isEmpty() ? Long.MAX_VALUE : queue.element().position();
        }
        for (Waiter waiter : due) {
            waiter.future().complete(null);
        }
    }

    private void forget(Waiter waiter) {
        synchronized (queue) {
            queue.remove(waiter);
            nearest = queue.isEmpty() ? Long.MAX_VALUE : queue.element().position();
        }
    }
}
