package dev.mayfly.bootstrap;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether an executor still runs tasks. A task is put before it when somebody asks, and at most one waits at a time, so that
 * asking costs a stuck executor nothing. Any thread may ask.
 */
final class Pulse {
    /** How long an answer waits for the task that has been put before the executor just now. */
    private static final Duration WAIT = Duration.ofMillis(500);

    private final String name;
    private final Executor executor;
    private final Duration patience;
    private @Nullable Probe waiting;

    /**
     * What was seen.
     *
     * @param waited how long a task has waited that has not run; zero if none has
     * @param isAlive whether that is no longer than a task may wait
     */
    record Beat(String name, Duration waited, boolean isAlive) {}

    /** A task that was put before the executor, or refused by it, at a time. */
    private static final class Probe {
        private final long sinceNanos = System.nanoTime();
        private final CompletableFuture<Void> ran = new CompletableFuture<>();
        private boolean queued;
    }

    /**
     * Makes the pulse of an executor.
     *
     * @param patience how long a task may wait before the executor counts as stuck
     */
    Pulse(String name, Executor executor, Duration patience) {
        this.name = name;
        this.executor = executor;
        this.patience = patience;
    }

    /** Returns what is seen as soon as the task has run, or after half a second if it has not. */
    Uni<Beat> beat() {
        Probe probe = probe();
        return Uni.createFrom()
                .completionStage(() -> probe.ran.copy().completeOnTimeout(null, WAIT.toMillis(), TimeUnit.MILLISECONDS))
                .map(unused -> seen(probe));
    }

    private Beat seen(Probe probe) {
        Duration waited = probe.ran.isDone() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - probe.sinceNanos);
        return new Beat(name, waited, waited.compareTo(patience) < 0);
    }

    private synchronized Probe probe() {
        Probe probe = waiting;
        if (probe == null || probe.ran.isDone()) {
            probe = new Probe();
            waiting = probe;
        }
        if (!probe.queued) {
            CompletableFuture<Void> ran = probe.ran;
            try {
                executor.execute(() -> ran.complete(null));
                probe.queued = true;
            } catch (RejectedExecutionException full) {
                // It waits unqueued; the next one to ask tries again.
                return probe;
            }
        }
        return probe;
    }
}
