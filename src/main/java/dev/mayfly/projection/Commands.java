package dev.mayfly.projection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** The commands that a projection has received and not carried out yet. Any thread may add one. */
final class Commands {
    private static final int MOST = 1_000;

    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(MOST);

    /** Adds a command and returns a future of what it comes to; it fails at once if there are too many. */
    <T> CompletableFuture<T> add(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        boolean taken = queue.offer(() -> {
            try {
                done.complete(work.get());
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        return taken
                ? done
                : CompletableFuture.failedFuture(new RejectedExecutionException("over " + MOST + " commands at once"));
    }

    /** Does all there is, in order. */
    void run() {
        for (Runnable command = queue.poll(); command != null; command = queue.poll()) {
            command.run();
        }
    }
}
