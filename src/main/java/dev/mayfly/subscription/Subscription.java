package dev.mayfly.subscription;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One subscriber's progress through a store's log.
 *
 * <p>It takes a step each time the subscriber asks for one, on an executor, one step at a time. At the head it waits,
 * without a thread, until {@link #grown} is called. Any thread may call any method, even from within the subscriber's
 * methods.
 */
public final class Subscription {
    private final CatchUpReader reader;
    private final Subscriber subscriber;
    private final Executor executor;
    private final Consumer<Subscription> whenClosed;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Phase.Resting());
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    /** Whether the subscriber has been told that it has caught up. Used only within a step. */
    private boolean caughtUp;

    /**
     * Makes a subscription that does nothing until the first request.
     *
     * @param whenClosed called when it closes, possibly more than once
     */
    Subscription(CatchUpReader reader, Subscriber subscriber, Executor executor, Consumer<Subscription> whenClosed) {
        this.reader = reader;
        this.subscriber = subscriber;
        this.executor = executor;
        this.whenClosed = whenClosed;
    }

    /** Returns how far the log has been read for the subscriber, which may still be processing earlier events. */
    public Checkpoint checkpoint() {
        return reader.checkpoint();
    }

    /**
     * Requests one more step, which is taken as soon as there is something. A second request before it has started
     * changes nothing.
     */
    public void request() {
        Phase before = phase.getAndUpdate(Phase::requested);
        if (before instanceof Phase.Resting) {
            run();
        }
    }

    /**
     * Ends the subscription and releases its resources; a step in progress is finished.
     *
     * @return a future that completes when none of the subscriber's methods is running or ever will again
     */
    public CompletableFuture<Void> close() {
        whenClosed.accept(this);
        if (phase.updateAndGet(Phase::closed) instanceof Phase.Closed) {
            ended.complete(null);
        }
        return ended.copy();
    }

    /**
     * Called when the store's log has grown or been replaced; returns how many steps were passed to the executor, 0 or
     * 1. Not for an appending thread.
     */
    int grown(LogPrefix log) {
        Phase before = phase.getAndUpdate(Phase::grown);
        if (!(before instanceof Phase.Waiting)) {
            return 0;
        }
        try {
            // A subscription that started beyond the head must be notified when the log reaches that position.
            if (!caughtUp || !reader.pass(log)) {
                run();
                return 1;
            }
            subscriber.passed(reader.checkpoint());
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
        proceed(phase.updateAndGet(Phase::foundNothing));
        return 0;
    }

    /**
     * Takes a step if it is waiting, whatever the state of the log; returns how many steps were passed to the executor,
     * 0 or 1.
     */
    int woken() {
        if (phase.getAndUpdate(Phase::grown) instanceof Phase.Waiting) {
            run();
            return 1;
        }
        return 0;
    }

    private void run() {
        try {
            executor.execute(this::step);
        } catch (RejectedExecutionException shutDown) {
            var unused = close();
            proceed(phase.updateAndGet(Phase::foundNothing));
        }
    }

    private void step() {
        boolean given = false;
        try {
            given = !(phase.get() instanceof Phase.Closing) && give();
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
        proceed(phase.updateAndGet(given ? Phase::given : Phase::foundNothing));
    }

    private boolean give() {
        Step step = reader.next();
        if (step instanceof Step.Ahead || step instanceof Step.CaughtUp && caughtUp) {
            return false;
        }
        caughtUp = step instanceof Step.CaughtUp || caughtUp && !(step instanceof Step.Reset);
        subscriber.next(step);
        return true;
    }

    private void proceed(Phase now) {
        if (now instanceof Phase.Busy) {
            run();
        } else if (now instanceof Phase.Closed) {
            ended.complete(null);
        }
    }

    private void fail(Throwable failure) {
        var unused = close();
        subscriber.failed(failure);
    }
}
