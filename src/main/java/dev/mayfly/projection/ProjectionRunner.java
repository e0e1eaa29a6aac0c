package dev.mayfly.projection;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogPrefix;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one projection over one store: folds its events in the order of their positions, each once, as they come.
 *
 * <p>The log is the queue. The runner pulls from it on a worker, some events at a time and never on the thread that appends,
 * and publishes a {@link Snapshot} whenever it has come to a head of the log. What it is told (stop, rebuild, retry …) it does
 * on the worker too, in between. All methods may be called by any thread; none of them waits.
 *
 * @param <V> the projection's state
 */
public final class ProjectionRunner<V> {
    private static final int MAX_COMMANDS = 1_000;
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final EventStore store;
    private final ProjectionSettings settings;
    private final Pauses pauses;
    private final Clock clock;
    private final Turns turns;
    private final Waiters<V> waiters = new Waiters<>();
    private final LinkedBlockingQueue<Runnable> commands = new LinkedBlockingQueue<>(MAX_COMMANDS);

    private volatile Snapshot<V> snapshot;
    private volatile ProjectionStatus status = new ProjectionStatus.CatchingUp();
    private volatile boolean stopping;
    private volatile boolean closed;
    private volatile @Nullable String error;
    /** What is served, and kept up to date unless it cannot be. Changed on the worker alone, as what follows. */
    private volatile Build<V> serving;
    /** What takes its place when it has come as far. */
    private volatile @Nullable Build<V> next;
    /** Events that were folded by builds that are gone. */
    private volatile long formerEvents;

    private boolean servingIsFull;
    private boolean lastLap;
    private int storeFailures;
    private long awaited;
    private @Nullable CompletableFuture<Void> append;

    ProjectionRunner(
            String name,
            Projection<V> projection,
            EventStore store,
            ProjectionSettings settings,
            Executor workers,
            Pauses pauses,
            Clock clock) {
        this.name = name;
        this.store = store;
        this.settings = settings;
        this.pauses = pauses;
        this.clock = clock;
        this.turns = new Turns(workers, this::turn);
        String incarnation = store.incarnation();
        this.serving = new Build<>(projection, incarnation, settings, clock);
        this.snapshot = new Snapshot<>(incarnation, 0, serving.state());
        turns.request();
    }

    /** Returns the projection's name. */
    public String name() {
        return name;
    }

    /** Returns the projection that is served or, while it is replaced, the one that takes its place. */
    public Projection<V> projection() {
        Build<V> replacement = next;
        return replacement == null ? serving.projection() : replacement.projection();
    }

    /** Returns the last state that was published. */
    public Snapshot<V> snapshot() {
        return snapshot;
    }

    /**
     * Returns a future of the first state that is of a position or a later one, complete at once if there is one. A caller that
     * stops waiting cancels it; it is cancelled when the projection is removed. It is completed by the worker: do nothing long
     * in its callbacks. How many wait at once is for the callers to bound.
     */
    public CompletableFuture<Snapshot<V>> reached(long position) {
        return waiters.reached(position, this::snapshot);
    }

    /** Returns a future, of the same kind, of the first state that differs from a known one, whatever its position. */
    public CompletableFuture<Snapshot<V>> changed(Snapshot<V> known) {
        return waiters.changed(known, this::snapshot);
    }

    /** Returns how the projection is doing. */
    public ProjectionReport report() {
        Build<V> build = serving;
        Build<V> replacement = next;
        long position = snapshot.position();
        long folded = formerEvents + build.foldedEvents() + (replacement == null ? 0 : replacement.foldedEvents());
        return new ProjectionReport(
                status,
                position,
                replacement == null ? build.position() : replacement.position(),
                Math.max(0, store.prefix().position() - position),
                build.parked(),
                folded,
                error);
    }

    /** Goes on where it was stopped; nothing if it runs. */
    public CompletableFuture<Void> start() {
        return command(() -> {
            if (status instanceof ProjectionStatus.Stopped stopped) {
                resume(stopped.start());
            }
            return null;
        });
    }

    /**
     * Stops it as soon as the event in hand is folded; nothing if it is stopped already. The state goes on being served.
     *
     * @return a future that completes when nothing is folded any more
     */
    public CompletableFuture<Void> stop() {
        stopping = true;
        return command(() -> {
                    stop("It was stopped.");
                    return (Void) null;
                })
                .whenComplete((unused, failure) -> stopping = false);
    }

    /**
     * Builds its state anew from the first event on, also if it is stopped or rebuilding. The old state is kept up and served
     * until the new one has come as far; what was parked is tried again in its place.
     *
     * @return a future that completes when that has begun
     */
    public CompletableFuture<Void> rebuild() {
        return command(() -> {
            rebuild(projection());
            return null;
        });
    }

    /** Builds the state of another projection beside its own, like {@link #rebuild()}, to take its place. */
    public CompletableFuture<Void> replace(Projection<V> replacement) {
        return command(() -> {
            rebuild(replacement);
            return null;
        });
    }

    /**
     * Folds a parked event now. It then comes behind all events that were folded since, so what depends on order may differ
     * from what a rebuild gives; if it fails it stays parked.
     *
     * @return a future of what came of it, or of nothing if no such event is parked
     */
    public CompletableFuture<Optional<Retried>> retry(long position) {
        return command(() -> parked(position).map(this::retry));
    }

    /**
     * What came of a parked event that was tried again.
     *
     * @param parked the event as it is parked now, or null if it has been folded
     */
    public record Retried(@Nullable ParkedEvent parked) {}

    /**
     * Takes an event out of the parked ones, so that its effects are missing for good: until a rebuild tries it again.
     *
     * @return a future of whether it was parked
     */
    public CompletableFuture<Boolean> drop(long position) {
        return command(() -> {
            Optional<ParkedEvent> event = parked(position);
            event.ifPresent(serving::drop);
            showParked();
            return event.isPresent();
        });
    }

    /** Ends it for good: it folds nothing more, and all waits are cancelled. */
    void close() {
        closed = true;
        stopping = true;
        turns.request();
    }

    private <T> CompletableFuture<T> command(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        boolean taken = commands.offer(() -> {
            try {
                done.complete(work.get());
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        if (!taken) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("too many commands at once"));
        }
        turns.request();
        return done;
    }

    private void turn() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        if (closed) {
            stop("It was removed.");
            waiters.cancel();
        }
        if (!(status instanceof ProjectionStatus.Running)) {
            return;
        }
        try {
            goOn();
        } catch (StoreFailure failure) {
            abandonRounds();
            waitForStore(failure);
        } catch (Throwable fault) {
            // A fold that cannot even begin or end, or the machine's trouble: to try again would not help.
            abandonRounds();
            stop("It failed: " + Errors.text(fault));
        }
    }

    private void goOn() {
        String incarnation = StoreFailure.read(store::incarnation);
        if (!incarnation.equals(serving.incarnation())) {
            startOver(incarnation);
        }
        boolean more = false;
        if (!servingIsFull && !lastLap) {
            more = step(serving);
        }
        Build<V> replacement = next;
        if (replacement != null && status instanceof ProjectionStatus.Running) {
            more |= step(replacement);
        }
        storeFailures = 0;
        showError();
        if (more) {
            turns.request();
        }
    }

    /** Takes a step with a build, and returns whether there is another one to take at once. */
    private boolean step(Build<V> build) {
        if (build.isPaused()) {
            return false;
        }
        if (!build.isInRound()) {
            LogPrefix log = StoreFailure.read(store::prefix);
            // An incarnation never comes twice: if it is the build's now, the prefix is of it too.
            if (!StoreFailure.read(store::incarnation).equals(build.incarnation())) {
                return true;
            }
            if (log.position() <= build.position()) {
                return atHead(build);
            }
            build.begin(log);
        }
        return switch (build.step(() -> stopping)) {
            case AGAIN -> true;
            case AT_HEAD -> atHead(build);
            case PAUSE -> {
                Build.Pause pause = build.pause();
                pauses.after(pause.duration(), () -> {
                    build.resume(pause);
                    turns.request();
                });
                yield false;
            }
            case FULL -> {
                full(build);
                yield false;
            }
        };
    }

    private boolean atHead(Build<V> build) {
        if (build == serving) {
            publish();
            if (status instanceof ProjectionStatus.CatchingUp catchingUp) {
                status = catchingUp.caughtUp(serving.parked().size());
            }
            showParked();
            waitBeyond(build.position());
            return false;
        }
        if (build.position() < serving.position()) {
            // Readers never see an earlier position than before. The old state waits while the new one does the rest.
            lastLap = true;
            return true;
        }
        formerEvents += serving.foldedEvents();
        serving = build;
        next = null;
        lastLap = false;
        servingIsFull = false;
        publish();
        if (status instanceof ProjectionStatus.Rebuilding rebuilding) {
            status = rebuilding.swapped(serving.parked().size());
        }
        return true;
    }

    private void full(Build<V> build) {
        if (build == serving && next != null) {
            // What takes its place may do better.
            servingIsFull = true;
        } else {
            stop("More than " + settings.parkedEvents() + " events cannot be folded. " + build.error());
        }
    }

    /** Gives up what has been folded and not been kept. */
    private void abandonRounds() {
        serving.abandonRound();
        Build<V> replacement = next;
        if (replacement != null) {
            replacement.abandonRound();
        }
    }

    private void startOver(String incarnation) {
        Build<V> replacement = next;
        if (replacement != null) {
            formerEvents += serving.foldedEvents();
            serving = replacement;
            next = null;
        }
        lastLap = false;
        servingIsFull = false;
        serving.startOver(incarnation);
        publish();
        if (status instanceof ProjectionStatus.Running running) {
            status = running.startOver();
        }
    }

    private void rebuild(Projection<V> projection) {
        if (closed) {
            return;
        }
        Build<V> abandoned = next;
        if (abandoned != null) {
            formerEvents += abandoned.foldedEvents();
        }
        next = new Build<>(projection, serving.incarnation(), settings, clock);
        lastLap = false;
        if (status instanceof ProjectionStatus.Stopped stopped) {
            resume(stopped.rebuild());
        } else if (status instanceof ProjectionStatus.Running running) {
            status = running.rebuild();
        }
    }

    private void resume(ProjectionStatus.Running running) {
        if (!closed) {
            status = running;
            servingIsFull = false;
            serving.forgetFailure();
            Build<V> replacement = next;
            if (replacement != null) {
                replacement.forgetFailure();
            }
        }
    }

    private void stop(String reason) {
        if (status instanceof ProjectionStatus.Running running) {
            status = running.stop(reason);
        }
        showError();
        CompletableFuture<Void> waiting = append;
        append = null;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private Retried retry(ParkedEvent event) {
        ParkedEvent again = serving.retry(event, StoreFailure.read(() -> store.prefixAt(event.position())));
        showParked();
        if (!serving.isInRound()) {
            publish();
        }
        return new Retried(again);
    }

    private Optional<ParkedEvent> parked(long position) {
        return serving.parked().stream()
                .filter(event -> event.position() == position)
                .findFirst();
    }

    private void showParked() {
        int events = serving.parked().size();
        if (status instanceof ProjectionStatus.Live live && events > 0) {
            status = live.park(events);
        } else if (status instanceof ProjectionStatus.Parked parked && events != parked.events()) {
            status = parked.parked(events);
        }
    }

    private void showError() {
        Build<V> replacement = next;
        String servingError = serving.error();
        error = servingError != null || replacement == null ? servingError : replacement.error();
    }

    private void publish() {
        Snapshot<V> now = new Snapshot<>(serving.incarnation(), serving.position(), serving.state());
        if (now.isSame(snapshot)) {
            return;
        }
        waiters.publish(snapshot, now, () -> snapshot = now);
    }

    private void waitBeyond(long position) {
        CompletableFuture<Void> waiting = append;
        if (waiting != null) {
            if (awaited == position + 1 && !waiting.isDone()) {
                return;
            }
            waiting.cancel(false);
        }
        awaited = position + 1;
        CompletableFuture<Void> reached = StoreFailure.read(() -> store.reached(position + 1));
        append = reached;
        var unused = reached.thenRun(turns::request);
    }

    private void waitForStore(StoreFailure failure) {
        error = failure.getMessage();
        List<Duration> steps = settings.retryPauses();
        Duration pause = steps.isEmpty() ? STORE_PAUSE : steps.get(Math.min(storeFailures, steps.size() - 1));
        storeFailures++;
        pauses.after(pause, turns::request);
    }
}
