package dev.mayfly.operation;

import dev.mayfly.eventstore.EventStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of long work: its progress while it runs, and its outcome afterwards.
 *
 * <p>The worker reports its progress, and {@link #end ends} it once. Any thread may call any method.
 */
public final class Operation implements Course {
    private final String id;
    private final Kind kind;
    private final String store;
    private final String path;
    private final Instant startedAt;
    private final Consumer<Operation> whenEnded;
    private final CompletableFuture<Operation> accepted = new CompletableFuture<>();
    private final CompletableFuture<Operation> ended = new CompletableFuture<>();

    private volatile Point point = new Point(0, UNKNOWN);
    private volatile @Nullable End end;
    /** Why it must stop early, or null. */
    private volatile @Nullable String stop;
    /** Dropped at the end, so that the work's objects can be freed. Guarded by this. */
    private List<Consumer<String>> stopTasks = new ArrayList<>(1);
    /** The store that the work is on; dropped at the end, so that a deleted store can be freed. */
    private volatile @Nullable EventStore subject;

    private record Point(long done, long total) {}

    private record End(Outcome outcome, Instant at) {}

    /**
     * The state of an operation at one moment.
     *
     * @param done how much has been done
     * @param total the total amount of work, or {@link #UNKNOWN}
     * @param outcome its outcome, or null while it runs
     * @param finishedAt when it ended, or null while it runs
     */
    public record Report(
            long done,
            long total,
            @Nullable Outcome outcome,
            @Nullable Instant finishedAt) {
        /** Returns its status as one word: {@code running}, {@code done}, {@code failed} or {@code cancelled}. */
        public String status() {
            if (outcome == null) {
                return "running";
            }
            return outcome instanceof Outcome.Done
                    ? "done"
                    : outcome instanceof Outcome.Failed ? "failed" : "cancelled";
        }
    }

    /**
     * Makes a running operation.
     *
     * @param whenEnded called once, by the thread that ends it
     */
    Operation(String id, Kind kind, EventStore subject, String path, Instant startedAt, Consumer<Operation> whenEnded) {
        this.id = id;
        this.kind = kind;
        this.store = subject.name();
        this.subject = subject;
        this.path = path;
        this.startedAt = startedAt;
        this.whenEnded = whenEnded;
    }

    /** Returns its id, which is never reused. */
    public String id() {
        return id;
    }

    /** Returns its kind. */
    public Kind kind() {
        return kind;
    }

    /** Returns the name of its store. */
    public String store() {
        return store;
    }

    /** Returns the path of the request that started it. */
    public String path() {
        return path;
    }

    /** Returns when it started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Returns its current state. */
    public Report report() {
        End over = end;
        Point now = point;
        return new Report(now.done, now.total, over == null ? null : over.outcome, over == null ? null : over.at);
    }

    /** Returns whether it is still running. */
    public boolean isRunning() {
        return end == null;
    }

    @Override
    public void at(long done, long total) {
        point = new Point(done, total);
        check();
    }

    /**
     * Checks that the work should continue.
     *
     * @throws CancellationException with the reason why it must stop
     */
    public void check() {
        String reason = stop;
        if (reason != null) {
            throw new CancellationException(reason);
        }
    }

    /**
     * Tells the work to stop early, with the reason as a sentence; the first reason counts. The work may still finish
     * first.
     */
    public void stop(String reason) {
        List<Consumer<String>> tasks;
        synchronized (this) {
            if (stop != null || end != null) {
                return;
            }
            stop = reason;
            tasks = stopTasks;
            stopTasks = new ArrayList<>(0);
        }
        tasks.forEach(task -> task.accept(reason));
    }

    /** Returns whether the work has been told to stop early. */
    public boolean isStopped() {
        return stop != null;
    }

    @Override
    public void whenStopped(Consumer<String> task) {
        String reason;
        synchronized (this) {
            if (end != null) {
                return;
            }
            reason = stop;
            if (reason == null) {
                stopTasks.add(task);
                return;
            }
        }
        task.accept(reason);
    }

    @Override
    public void accept() {
        accepted.complete(this);
    }

    /** Returns a future that completes when the work needs nothing more from the client, or has ended. */
    public CompletableFuture<Operation> accepted() {
        return accepted.copy();
    }

    /** Returns a future that completes when it has ended. Its callbacks must be fast. */
    public CompletableFuture<Operation> ended() {
        return ended.copy();
    }

    /** Ends it, unless it has already ended. */
    public void end(Outcome outcome, Instant at) {
        synchronized (this) {
            if (end != null) {
                return;
            }
            if (outcome instanceof Outcome.Done && point.total != UNKNOWN) {
                point = new Point(point.total, point.total);
            }
            end = new End(outcome, at);
            stopTasks = new ArrayList<>(0);
        }
        subject = null;
        whenEnded.accept(this);
        ended.complete(this);
        accepted.complete(this);
    }

    /** Returns whether it is running and works on exactly this store object. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(EventStore other) {
        return subject == other;
    }
}
