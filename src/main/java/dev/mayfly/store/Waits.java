package dev.mayfly.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The open waits for new events of a store, until it is deleted. Any thread may use them. */
final class Waits {
    /** Null while there are no waits. Guarded by this. */
    private @Nullable Set<CompletableFuture<Void>> waiting;

    private boolean closed;

    /** Adds a wait until it ends; returns false if the store has been deleted. */
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

    /** Accepts no more waits, and returns the open ones. */
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
