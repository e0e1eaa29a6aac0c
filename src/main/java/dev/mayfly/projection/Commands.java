package dev.mayfly.projection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** The commands that a projection has yet to carry out, up to 1,000. Any thread may add one. */
final class Commands {
    private static final int MOST = 1_000;

    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(MOST);

    /** Adds a command and returns a future of its result; the future fails at once if 1,000 commands are waiting. */
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
                : CompletableFuture.failedFuture(new RejectedExecutionException(MOST + " commands are waiting"));
    }

    /** Carries out all waiting commands, in order. For one thread at a time. */
    void run() {
        for (Runnable command = queue.poll(); command != null; command = queue.poll()) {
            command.run();
        }
    }
}
