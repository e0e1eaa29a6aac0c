package dev.mayfly.bootstrap;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A check that an executor still runs tasks. Each check submits a task, but at most one waits at a time, so that checks
 * do not pile up on a stuck executor. Any thread may use it.
 */
final class Pulse {
    /** How long a check waits for the task that it has submitted. */
    private static final Duration WAIT = Duration.ofMillis(500);

    private final String name;
    private final Executor executor;
    private final Duration patience;
    private @Nullable Probe waiting;

    /**
     * The result of a check.
     *
     * @param waited how long an unfinished task has waited; zero if none is waiting
     * @param isAlive whether that is within the patience
     */
    record Beat(String name, Duration waited, boolean isAlive) {}

    /** A task that was submitted to the executor, or rejected by it, at a time. */
    private static final class Probe {
        private final long sinceNanos = System.nanoTime();
        private final CompletableFuture<Void> ran = new CompletableFuture<>();
        private boolean queued;
    }

    /**
     * Makes the check for an executor.
     *
     * @param patience how long a task may wait before the executor counts as stuck
     */
    Pulse(String name, Executor executor, Duration patience) {
        this.name = name;
        this.executor = executor;
        this.patience = patience;
    }

    /** Returns the result once the task has run, or after half a second if it has not. */
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
                // The task was not queued; the next check tries again.
                return probe;
            }
        }
        return probe;
    }
}
