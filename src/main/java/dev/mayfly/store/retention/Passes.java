package dev.mayfly.store.retention;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes over a store, one at a time, in short steps. Every caller's executor is asked for a turn at each step, and the first
 * that gives one takes the step; so nobody blocks a thread to wait for another, and nobody who shares a store with a client
 * that has much to do waits for all of that. Any thread may use it.
 */
final class Passes {
    /** Those for whom the pass that runs, or the next one if none runs, is made. Guarded by this, as is everything. */
    private List<Caller> served = new ArrayList<>();
    /** Those who came while a pass ran: they get the one after it. */
    private List<Caller> later = new ArrayList<>();
    /** The executors that have been asked for a turn and have not given it yet. */
    private final Set<Executor> asked = new HashSet<>();

    private @Nullable BooleanSupplier pass;
    private boolean stepping;

    /** Somebody who waits for a whole pass. */
    private record Caller(Supplier<BooleanSupplier> begin, Executor turns, CompletableFuture<Void> done) {}

    /**
     * Has a pass made that begins after this call, and returns a stage that ends with it.
     *
     * @param begin begins a pass: returns its steps, which return whether more are to follow
     * @param turns gives turns for the steps; those of one client are equal
     */
    CompletionStage<Void> run(Supplier<BooleanSupplier> begin, Executor turns) {
        Caller caller = new Caller(begin, turns, new CompletableFuture<>());
        synchronized (this) {
            (pass == null ? served : later).add(caller);
        }
        ask(caller);
        return caller.done;
    }

    /** Returns whether somebody waits for a pass. */
    synchronized boolean isRunning() {
        return !served.isEmpty();
    }

    private void ask(Caller caller) {
        synchronized (this) {
            if (!asked.add(caller.turns)) {
                return;
            }
        }
        try {
            caller.turns.execute(() -> step(caller.turns));
        } catch (RejectedExecutionException shutDown) {
            synchronized (this) {
                asked.remove(caller.turns);
            }
            caller.done.completeExceptionally(shutDown);
        }
    }

    private void step(Executor turns) {
        synchronized (this) {
            asked.remove(turns);
            if (stepping || served.isEmpty()) {
                return;
            }
            stepping = true;
        }
        Throwable failure = null;
        boolean more = false;
        try {
            more = current().getAsBoolean();
        } catch (Throwable wrong) {
            failure = wrong;
        }
        List<Caller> over = List.of();
        List<Caller> waiting;
        synchronized (this) {
            stepping = false;
            if (!more) {
                over = served;
                served = later;
                later = new ArrayList<>();
                pass = null;
            }
            waiting = new ArrayList<>(served);
            waiting.addAll(later);
        }
        waiting.forEach(this::ask);
        for (Caller each : over) {
            if (failure == null) {
                each.done.complete(null);
            } else {
                each.done.completeExceptionally(failure);
            }
        }
    }

    private BooleanSupplier current() {
        Supplier<BooleanSupplier> begin;
        synchronized (this) {
            if (pass != null) {
                return pass;
            }
            begin = served.get(0).begin;
            // Whoever comes from now on may have come too late for it.
            pass = () -> false;
        }
        BooleanSupplier begun = begin.get();
        synchronized (this) {
            pass = begun;
        }
        return begun;
    }
}
