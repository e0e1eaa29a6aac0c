package dev.mayfly.eventstore.append;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** The futures that wait for the log to reach a position. Any thread may call any method. */
public final class Waiters {
    private final PriorityQueue<Waiter> queue = new PriorityQueue<>();
    private volatile long nearest = Long.MAX_VALUE;

    /** Makes an instance that nobody waits in. */
    public Waiters() {}

    private record Waiter(long position, CompletableFuture<Void> future) implements Comparable<Waiter> {
        @Override
        public int compareTo(Waiter other) {
            return Long.compare(position, other.position);
        }
    }

    /**
     * Returns a future that completes when a position is reached. A cancelled future is removed.
     *
     * <p>The signalling thread completes it and runs its continuations. If the position has already been reached, this
     * method completes the future at once; it completes no other future.
     */
    public CompletableFuture<Void> reached(long position, LongSupplier head) {
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
        // The head may have moved between the first check and the registration. The writer moves it, and checks the
        // nearest position after the full fence of releasing its lock; this fence is the other half. Only this future
        // is completed here: the continuations of others must not run on this thread, which may hold locks.
        VarHandle.fullFence();
        if (head.getAsLong() >= position) {
            forget(waiter);
            future.complete(null);
        }
        return future;
    }

    /** Completes the futures of all positions up to the given one. */
    public void signal(long position) {
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
