package dev.mayfly.eventstore.prefix;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Work in short steps, each of which gets a turn of its own, so that the work of others runs in between. */
public final class Steps {
    private Steps() {}

    /**
     * Takes steps until one returns false, and returns a stage that ends then, or with what a step throws.
     *
     * @param turns gives a turn for each step; must not run it before it returns if the steps are many
     */
    public static CompletionStage<Void> run(BooleanSupplier step, Executor turns) {
        return runAsync(() -> CompletableFuture.completedStage(step.getAsBoolean()), turns);
    }

    /** Takes such steps, each of which may have an end that needs no thread to wait for; the next follows that. */
    public static CompletionStage<Void> runAsync(Supplier<CompletionStage<Boolean>> step, Executor turns) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        next(step, turns, done);
        return done;
    }

    private static void next(Supplier<CompletionStage<Boolean>> step, Executor turns, CompletableFuture<Void> done) {
        try {
            turns.execute(() -> take(step, turns, done));
        } catch (RejectedExecutionException shutDown) {
            done.completeExceptionally(shutDown);
        }
    }

    private static void take(Supplier<CompletionStage<Boolean>> step, Executor turns, CompletableFuture<Void> done) {
        CompletionStage<Boolean> taken;
        try {
            taken = step.get();
        } catch (Throwable failure) {
            done.completeExceptionally(failure);
            return;
        }
        var unused = taken.whenComplete((more, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else if (more) {
                next(step, turns, done);
            } else {
                done.complete(null);
            }
        });
    }
}
