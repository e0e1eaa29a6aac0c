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
 * The operations of a process: those that run and those that ended last, each up to a limit. All methods
 * may be called by any thread.
 */
public final class Operations {
    private final OperationSettings settings;
    private final Executor workers;
    private final Clock clock;
    /** In the order in which they began. Guarded by this. */
    private final Map<String, Operation> byId = new LinkedHashMap<>();
    /** Guarded by this. */
    private int running;

    private volatile boolean closed;

    /**
     * Makes a process's operations, none so far.
     *
     * @param workers runs work that blocks; there are never more pieces of it than operations may run
     */
    public Operations(OperationSettings settings, Executor workers, Clock clock) {
        this.settings = settings;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Begins an operation, unless as many run as may, or nothing is to begin any more: then nothing is returned. The
     * caller sees to it that it ends.
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

    /** Ends an operation, unless it has ended. */
    public void end(Operation operation, Outcome outcome) {
        operation.end(outcome, clock.instant());
    }

    /** Returns whether nothing is to begin any more. */
    public boolean isClosed() {
        return closed;
    }

    /** Returns all that are known, the last to begin first. */
    public synchronized List<Operation> all() {
        List<Operation> all = new ArrayList<>(byId.values());
        Collections.reverse(all);
        return all;
    }

    /** Returns the operation of that id, or nothing. */
    public synchronized Optional<Operation> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Forgets an operation that has ended; one that runs stays. */
    public synchronized void forget(Operation operation) {
        if (!operation.isRunning()) {
            byId.remove(operation.id());
        }
    }

    /**
     * Asks all work on a store to end early, for a reason in a sentence.
     *
     * @return a future that completes when none of it will bring an event into the store any more
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
     * Ends everything: begins nothing more, asks all work to end that brings no events, gives the rest some time to be
     * done, and asks it to end too. Returns when nothing runs, or after the same time again.
     *
     * @param patience how long to wait for work that brings events
     * @return whether nothing runs any more
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
