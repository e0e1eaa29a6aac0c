package dev.mayfly.projection;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.Progress;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.projection.fold.Errors;
import dev.mayfly.projection.fold.FoldGate;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.StoreFailure;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runner of one projection of one store: it folds the events in the order of their positions, each once, as they
 * are appended.
 *
 * <p>The log is the queue. The runner pulls events from it on a worker, a limited number at a time and never on an
 * appending thread, and publishes a {@link Snapshot} whenever it reaches a head of the log. Commands (stop, rebuild,
 * retry …) run on the worker too, between steps. Any thread may call any method, and none of them blocks.
 *
 * @param <V> the projection's state
 */
public final class ProjectionRunner<V> {
    private final String name;
    private final EventStore store;
    private final ProjectionSettings settings;
    private final ProjectionWorkers workers;
    private final Turns turns;
    private final Wake wake;
    private final Waiters<V> waiters = new Waiters<>();
    private final Commands commands = new Commands();
    private final LongAdder folded = new LongAdder();
    private final Builds<V> builds;

    private volatile Standing<V> published;
    private final StatusCell status = new StatusCell();
    private volatile boolean stopping;
    /** Whether the follower must be asked if the rebuild should continue, for which the current step ends early. */
    private volatile boolean asking;

    private volatile boolean closed;
    private volatile @Nullable String error;
    private int storeFailures;

    ProjectionRunner(
            String name,
            Projection<V> projection,
            EventStore store,
            ProjectionSettings settings,
            ProjectionWorkers workers,
            Wake.Source wakes,
            FoldGate gate,
            @Nullable Standing<V> inherited) {
        this.name = name;
        this.store = store;
        this.settings = settings;
        this.workers = workers;
        this.turns = new Turns(workers.executor(), this::turn);
        this.wake = wakes.of(store, turns::request);
        this.builds = new Builds<>(
                projection, each -> new Build<>(each, store.incarnation(), settings, workers.clock(), folded, gate));
        builds.serving().beginWith(inherited);
        this.published = builds.serving().standing();
    }

    /** Requests the first turn on a worker. */
    void begin() {
        turns.request();
    }

    /** Returns the projection's name. */
    public String name() {
        return name;
    }

    /** Returns the served projection or, while it is being replaced, its replacement. */
    public Projection<V> projection() {
        return builds.newest().projection();
    }

    /** Returns the last published state, or the initial one if the store has started another history since. */
    public Snapshot<V> snapshot() {
        Snapshot<V> last = published.snapshot();
        String incarnation = store.incarnation();
        return last.incarnation().equals(incarnation)
                ? last
                : new Snapshot<>(incarnation, 0, projection().initial());
    }

    /** Returns its state, position and parked events, as last published. */
    public Standing<V> standing() {
        return published;
    }

    /**
     * Returns a future of the first state at a position or later, already complete if there is one. A caller that stops
     * waiting cancels it; removing the projection cancels it too. The worker completes it, so callbacks must be short.
     * The caller must limit the number of waits.
     */
    public CompletableFuture<Snapshot<V>> reached(long position) {
        return waiters.reached(position, this::snapshot);
    }

    /**
     * Returns a future, like that of {@link #reached}, of the first state that differs from a known one, whatever its
     * position.
     */
    public CompletableFuture<Snapshot<V>> changed(Snapshot<V> known) {
        return waiters.changed(known, this::snapshot);
    }

    /** Returns what the projection is doing and how far it has come. */
    public ProjectionReport report() {
        long position = published.snapshot().position();
        return new ProjectionReport(
                status.now(),
                position,
                builds.newest().position(),
                Math.max(0, store.prefix().position() - position),
                builds.serving().parked(),
                folded.sum(),
                error);
    }

    /**
     * Resumes a stopped projection where it stopped; does nothing if it is running.
     *
     * @return a future that completes when it has resumed
     */
    public CompletableFuture<Void> start() {
        return tell(() -> {
            if (!closed && status.start()) {
                builds.forgetFailures();
            }
        });
    }

    /**
     * Stops the projection as soon as the current event is folded; does nothing if it is already stopped. Its state is
     * still served.
     *
     * @return a future that completes when nothing is being folded any more
     */
    public CompletableFuture<Void> stop() {
        stopping = true;
        return tell(() -> stop("It was stopped.")).whenComplete((unused, failure) -> stopping = false);
    }

    /**
     * Rebuilds its state from the first event, even if it is stopped or rebuilding. The old state is kept current and
     * served until the new one has caught up. Parked events are folded again in their places.
     *
     * @return a future that completes when the rebuild has begun
     */
    public CompletableFuture<Void> rebuild() {
        return tell(() -> rebuild(projection(), null));
    }

    /**
     * Rebuilds its state like {@link #rebuild()}, with a follower.
     *
     * @param progress receives the new state's position and the head of the log from time to time; stopping it abandons
     *     the rebuild
     * @return a future that completes when the new state is served; it fails with a {@link
     *     java.util.concurrent.CancellationException} if the rebuild was abandoned or replaced, and with a {@link
     *     ProjectionStoppedException} if the projection stopped
     */
    public CompletableFuture<Void> rebuild(Progress progress) {
        Rebuild rebuild = new Rebuild(progress);
        return tell(() -> rebuild(projection(), rebuild)).thenCompose(begun -> rebuild.served());
    }

    /** Asks a rebuild's follower whether to continue, as soon as the current event is folded. */
    public void ask() {
        asking = true;
        turns.request();
    }

    /**
     * Builds the state of another projection beside the current one, like {@link #rebuild()}, to serve it then.
     *
     * @return a future that completes when that has begun
     */
    public CompletableFuture<Void> replace(Projection<V> replacement) {
        return tell(() -> rebuild(replacement, null));
    }

    /**
     * Folds a parked event now, after all events folded since. Where order matters, the result may differ from that of
     * a rebuild. If the event fails, it stays parked.
     *
     * @return a future of the outcome, or of nothing if no event is parked at the position
     */
    public CompletableFuture<Optional<ParkedEvent.Retried>> retry(long position) {
        return command(() -> builds.parked(position).map(this::retry));
    }

    /**
     * Removes a parked event, so that its effects are missing until a rebuild folds it.
     *
     * @return a future of whether it was parked
     */
    public CompletableFuture<Boolean> drop(long position) {
        return command(() -> {
            Optional<ParkedEvent> event = builds.parked(position);
            event.ifPresent(builds.serving()::drop);
            show();
            return event.isPresent();
        });
    }

    /** Stops folding for good, and cancels all waits, at the next turn. */
    void close() {
        closed = true;
        stopping = true;
        turns.request();
    }

    private CompletableFuture<Void> tell(Runnable work) {
        return command(() -> {
            work.run();
            return null;
        });
    }

    private <T> CompletableFuture<T> command(Supplier<T> work) {
        CompletableFuture<T> done = commands.add(work);
        turns.request();
        return done;
    }

    private void turn() {
        commands.run();
        if (closed) {
            builds.unfollow(new CancellationException("The projection has been removed."));
            stop("It was removed.");
            waiters.cancel();
        }
        if (!status.isRunning()) {
            return;
        }
        try {
            proceed();
        } catch (StoreFailure failure) {
            builds.abandonRounds();
            waitForStore(failure);
        } catch (Throwable fault) {
            // A fold that cannot even begin or end, or an error of the machine: retrying would not help.
            builds.abandonRounds();
            stop("It failed: " + Errors.text(fault));
        }
    }

    private void proceed() {
        String incarnation = StoreFailure.read(store::incarnation);
        if (!incarnation.equals(builds.serving().incarnation())) {
            startOver(incarnation);
        }
        if (builds.serving().takeOver()) {
            publish();
        }
        asking = false;
        if (builds.isAbandoned(() -> StoreFailure.read(store::prefix).position())) {
            status.abandonRebuild();
        }
        boolean more = false;
        for (Build<V> build : builds.inHand()) {
            if (status.isRunning()) {
                more |= step(build);
            }
        }
        storeFailures = 0;
        error = builds.error();
        if (more) {
            turns.request();
        }
    }

    /** Takes a step of a build, and returns whether it should take another at once. */
    private boolean step(Build<V> build) {
        if (build.isPaused()) {
            return false;
        }
        if (!build.isInRound()) {
            LogPrefix log = StoreFailure.read(store::prefix);
            // An incarnation never recurs: if it is the build's now, the prefix belongs to it too.
            if (!StoreFailure.read(store::incarnation).equals(build.incarnation())) {
                return true;
            }
            if (log.position() <= build.position()) {
                return atHead(build);
            }
            build.begin(log);
        }
        return switch (build.step(() -> stopping || asking)) {
            case AGAIN -> true;
            case AT_HEAD -> atHead(build);
            case PAUSE -> {
                Build.Pause pause = build.pause();
                workers.pauses().after(pause.duration(), () -> {
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

    @SuppressWarnings("ReferenceEquality")
    private boolean atHead(Build<V> build) {
        if (build == builds.serving()) {
            show();
            status.caughtUp(build.parked().size());
            // Notifications that came during the round are not repeated.
            if (StoreFailure.read(store::prefix).position() > build.position()) {
                return true;
            }
            waitBeyond(new Checkpoint(build.incarnation(), build.position()));
            return false;
        }
        if (builds.swap()) {
            publish();
            status.swapped(build.parked().size());
            builds.served();
        } else {
            builds.holdServing();
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality")
    private void full(Build<V> build) {
        if (build == builds.serving() && builds.isRebuilding()) {
            // Its replacement may do better.
            builds.holdServing();
        } else {
            stop("More than " + settings.parkedEvents() + " events could not be processed. " + build.error());
        }
    }

    private void startOver(String incarnation) {
        builds.startOver(incarnation);
        publish();
        status.startOver();
    }

    private void rebuild(Projection<V> projection, @Nullable Rebuild by) {
        builds.rebuild(projection, by);
        if (!closed && status.rebuild()) {
            builds.forgetFailures();
        }
    }

    private void stop(String reason) {
        status.stop(reason);
        builds.unfollow(new ProjectionStoppedException(reason));
        error = builds.error();
        wake.rest();
    }

    private ParkedEvent.Retried retry(ParkedEvent event) {
        LogPrefix log = StoreFailure.read(() -> store.prefixAt(event.position()));
        ParkedEvent again = builds.serving().retry(event, log);
        show();
        return new ParkedEvent.Retried(again);
    }

    private void show() {
        if (!builds.serving().isInRound()) {
            publish();
        }
        status.parked(builds.serving().parked().size());
    }

    private void publish() {
        Standing<V> now = builds.serving().standing();
        waiters.publish(published.snapshot(), now.snapshot(), () -> published = now);
    }

    private void waitBeyond(Checkpoint head) {
        StoreFailure.read(() -> {
            wake.beyond(head);
            return head;
        });
    }

    private void waitForStore(StoreFailure failure) {
        error = failure.getMessage();
        workers.pauses().after(settings.storePause(storeFailures++), turns::request);
    }
}
