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
 * <p>The worker reports its progress, and {@link #end ends} it once. All methods may be called by any thread.
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
    /** Why it is to end early. */
    private volatile @Nullable String stop;
    /** Forgotten at the end, so that what the work was done with does not stay. Guarded by this. */
    private List<Consumer<String>> stopTasks = new ArrayList<>(1);
    /** What is worked on; forgotten at the end, so that a store that is deleted does not stay. */
    private volatile @Nullable EventStore subject;

    private record Point(long done, long total) {}

    private record End(Outcome outcome, Instant at) {}

    /**
     * How an operation is doing at one moment.
     *
     * @param done how much has been done
     * @param total how much there is to do, or {@link #UNKNOWN}
     * @param outcome what came of it, or null if it runs
     * @param finishedAt when it ended, or null if it runs
     */
    public record Report(
            long done,
            long total,
            @Nullable Outcome outcome,
            @Nullable Instant finishedAt) {
        /** Returns its status in a word: {@code running}, {@code done}, {@code failed} or {@code cancelled}. */
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
     * Makes an operation that runs.
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

    /** Returns its id, which no other operation has or had. */
    public String id() {
        return id;
    }

    /** Returns what it does. */
    public Kind kind() {
        return kind;
    }

    /** Returns the name of the store that it works on. */
    public String store() {
        return store;
    }

    /** Returns the path of the request that it was started by. */
    public String path() {
        return path;
    }

    /** Returns when it began. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Returns how it is doing. */
    public Report report() {
        End over = end;
        Point now = point;
        return new Report(now.done, now.total, over == null ? null : over.outcome, over == null ? null : over.at);
    }

    /** Returns whether it has not ended. */
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
     * @throws CancellationException with the reason why it is to end
     */
    public void check() {
        String reason = stop;
        if (reason != null) {
            throw new CancellationException(reason);
        }
    }

    /** Asks the work to end early, for a reason in a sentence; the first one counts. It may be done before it does. */
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

    /** Returns whether the work has been asked to end early. */
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

    /** Returns a future that completes when the work needs nothing more from its requester, or has ended. */
    public CompletableFuture<Operation> accepted() {
        return accepted.copy();
    }

    /** Returns a future that completes when it has ended. Do nothing long in its callbacks. */
    public CompletableFuture<Operation> ended() {
        return ended.copy();
    }

    /** Ends it, unless it has ended. */
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

    /** Returns whether it runs and works on that very store. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(EventStore other) {
        return subject == other;
    }
}
