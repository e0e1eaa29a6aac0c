package dev.mayfly.operation;

import dev.mayfly.eventstore.EventStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The operations of a process: those running and those that ended last, each up to a limit. Any thread may call any
 * method.
 */
public final class Operations {
    private final OperationSettings settings;
    private final Executor workers;
    private final Clock clock;
    /** In the order in which they started. Guarded by this. */
    private final Map<String, Operation> byId = new LinkedHashMap<>();
    /** Guarded by this. */
    private int running;

    private volatile boolean closed;

    /**
     * Makes a process's operations, initially empty.
     *
     * @param workers runs blocking work; it never has more tasks than the limit of running operations
     */
    public Operations(OperationSettings settings, Executor workers, Clock clock) {
        this.settings = settings;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Starts an operation, or returns empty if the limit is reached or no more may start. The caller must ensure that
     * the operation ends.
     *
     * @param path the path of the request that starts it
     */
    public synchronized Optional<Operation> begin(Kind kind, EventStore store, String path) {
        if (closed || running == settings.running()) {
            return Optional.empty();
        }
        running++;
        Operation operation =
                new Operation(UUID.randomUUID().toString(), kind, store, path, clock.instant(), this::ended);
        byId.put(operation.id(), operation);
        return Optional.of(operation);
    }

    /** Runs blocking work that ends an operation. */
    public void execute(Runnable work) {
        workers.execute(work);
    }

    /** Ends an operation, unless it has already ended. */
    public void end(Operation operation, Outcome outcome) {
        operation.end(outcome, clock.instant());
    }

    /** Returns how many operations may run at once. */
    public int most() {
        return settings.running();
    }

    /** Returns whether no more operations may start. */
    public boolean isClosed() {
        return closed;
    }

    /** Returns all known operations, the latest first. */
    public synchronized List<Operation> all() {
        List<Operation> all = new ArrayList<>(byId.values());
        Collections.reverse(all);
        return all;
    }

    /** Returns the operation with that id, or empty. */
    public synchronized Optional<Operation> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Removes an operation that has ended; a running one stays. */
    public synchronized void forget(Operation operation) {
        if (!operation.isRunning()) {
            byId.remove(operation.id());
        }
    }

    /**
     * Tells all work on a store to stop early, with the reason as a sentence.
     *
     * @return a future that completes when none of it will add events to the store any more
     */
    public CompletableFuture<Void> stop(EventStore store, String reason) {
        List<Operation> ofStore =
                all().stream().filter(operation -> operation.isOf(store)).toList();
        ofStore.forEach(operation -> operation.stop(reason));
        return CompletableFuture.allOf(ofStore.stream()
                .filter(operation -> operation.kind().bringsEvents())
                .map(Operation::ended)
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Ends everything: starts no more operations, stops work that adds no events, gives the rest some time to finish,
     * and then stops it too. Returns when nothing is running, or after the same time again.
     *
     * @param patience how long to wait for work that adds events
     * @return whether nothing is running any more
     */
    public boolean close(Duration patience) {
        synchronized (this) {
            closed = true;
        }
        String reason = "The server is shutting down.";
        stop(operation -> !operation.kind().bringsEvents(), reason);
        boolean quiet = isQuietWithin(patience);
        stop(operation -> true, reason);
        return quiet || isQuietWithin(patience);
    }

    private void stop(Predicate<Operation> which, String reason) {
        for (Operation operation : all()) {
            if (operation.isRunning() && which.test(operation)) {
                operation.stop(reason);
            }
        }
    }

    private boolean isQuietWithin(Duration patience) {
        CompletableFuture<?>[] ends = all().stream().map(Operation::ended).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ends)
                .thenApply(all -> true)
                .completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    private synchronized void ended(Operation unused) {
        running--;
        int over = byId.size() - running - settings.remembered();
        Iterator<Operation> oldest = byId.values().iterator();
        while (over > 0) {
            if (!oldest.next().isRunning()) {
                oldest.remove();
                over--;
            }
        }
    }
}
