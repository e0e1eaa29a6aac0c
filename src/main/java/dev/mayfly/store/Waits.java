package dev.mayfly.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Those who wait for a store to grow, until it has gone. Any thread may use them. */
final class Waits {
    /** Null as long as nobody waits. Guarded by this. */
    private @Nullable Set<CompletableFuture<Void>> waiting;

    private boolean closed;

    /** Adds a wait until it is over; returns false if the store has gone. */
    boolean add(CompletableFuture<Void> wait) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (waiting == null) {
                waiting = new HashSet<>();
            }
            waiting.add(wait);
        }
        var unused = wait.whenComplete((none, failure) -> remove(wait));
        return true;
    }

    /** Takes no more, and returns those that were not over. */
    synchronized List<CompletableFuture<Void>> close() {
        List<CompletableFuture<Void>> left = waiting == null ? List.of() : List.copyOf(waiting);
        closed = true;
        waiting = null;
        return left;
    }

    @SuppressWarnings("CollectionUndefinedEquality") // A wait is itself and no other.
    private synchronized void remove(CompletableFuture<Void> wait) {
        if (waiting != null) {
            waiting.remove(wait);
            if (waiting.isEmpty()) {
                waiting = null;
            }
        }
    }
}
