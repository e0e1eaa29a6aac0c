package dev.mayfly.projection;

import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.projection.fold.Attempt;
import dev.mayfly.projection.fold.CurrentEvent;
import dev.mayfly.projection.fold.Errors;
import dev.mayfly.projection.fold.FoldGate;
import dev.mayfly.projection.fold.Projection;
import dev.mayfly.projection.fold.StoreFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One state of a projection while it is being built, with its position and the events parked on the way.
 *
 * <p>It is built in rounds, each up to a head of the log, and a round in steps of a limited number of events. The
 * result of a step is kept when the step ends. If an event fails, the step's work is discarded and the events before it
 * are folded again. For one thread at a time, except where noted.
 */
final class Build<V> {
    /** What the caller must do after a step. */
    enum Step {
        /** Take another step. */
        AGAIN,
        /** Wait for more events: the round is over. */
        AT_HEAD,
        /** Begin a {@link #pause()} and wait until it is over. */
        PAUSE,
        /** Take no more steps: no further event can be parked. */
        FULL
    }

    /** The nanoseconds after which a step ends early, so that other projections get a turn. */
    private static final long STEP_NANOS = 10_000_000;
    /** The number of events between two looks at the clock. */
    private static final int CLOCK_EVENTS = 16;

    private final Projection<V> projection;
    private final ProjectionSettings settings;
    private final Clock clock;
    private final LongAdder folded;
    private final FoldGate gate;
    private String incarnation;
    private V state;
    /** The standing to continue from, until it is taken over before the first round. */
    private @Nullable Standing<V> inherited;

    private @Nullable CurrentEvent event;
    private @Nullable Failure failure;
    private volatile @Nullable Pause pause;
    private volatile long position;
    private volatile List<ParkedEvent> parked = List.of();

    /** An event that no attempt has folded yet. */
    private record Failure(long position, int attempts, String error) {}

    /** A pause before the next attempt at a failed event, during which nothing is folded. */
    record Pause(long position, int attempts, Duration duration) {}

    /**
     * Makes a build before the first event, at position 0.
     *
     * @param folded counts the folded events
     * @param gate is called before each event is folded
     */
    Build(
            Projection<V> projection,
            String incarnation,
            ProjectionSettings settings,
            Clock clock,
            LongAdder folded,
            FoldGate gate) {
        this.gate = gate;
        this.projection = projection;
        this.settings = settings;
        this.clock = clock;
        this.folded = folded;
        this.incarnation = incarnation;
        this.state = projection.initial();
    }

    Projection<V> projection() {
        return projection;
    }

    String incarnation() {
        return incarnation;
    }

    /** Returns the position up to which events are folded or parked. Any thread may call it. */
    long position() {
        return position;
    }

    /** Returns the parked events, in the order of their positions. Any thread may call it. */
    List<ParkedEvent> parked() {
        return parked;
    }

    V state() {
        return state;
    }

    boolean isInRound() {
        return event != null;
    }

    boolean isPaused() {
        return pause != null;
    }

    /** Returns which event the build is stuck at and why, or null if it is not stuck. */
    @Nullable
    String error() {
        return failure == null ? null : "Event " + failure.position + ": " + failure.error;
    }

    /** Skips the events up to a position; for use before the first round. */
    void beginAfter(long after) {
        position = after;
    }

    /**
     * Makes the build continue from another projection's standing, if one is given; for use before the first round. See
     * {@link #takeOver()}.
     */
    void beginWith(@Nullable Standing<V> standing) {
        if (standing != null) {
            incarnation = standing.snapshot().incarnation();
            inherited = standing;
        }
    }

    /**
     * Takes over the standing to continue from, and returns whether it did. It does not if there is none, or no room
     * for the state: then the build starts at the first event. This may take time in proportion to the size of the
     * state.
     */
    boolean takeOver() {
        Standing<V> from = inherited;
        if (from == null) {
            return false;
        }
        inherited = null;
        Optional<V> own = projection.branch(from.snapshot().state());
        own.ifPresent(branch -> {
            state = branch;
            position = from.snapshot().position();
            parked = from.parked();
        });
        return own.isPresent();
    }

    /** Returns its state, position and parked events; between rounds the position is a head of the log. */
    Standing<V> standing() {
        return new Standing<>(projection, new Snapshot<>(incarnation, position, state), parked);
    }

    /** Begins a round up to the end of a prefix of the same history. */
    void begin(LogPrefix log) {
        event = new CurrentEvent(log, projection.criteria().startingAfter(position));
    }

    /** Abandons the round; what its completed steps have folded stays. */
    void abandonRound() {
        event = null;
    }

    /** Discards everything, and starts at the first event of the store's new history. */
    void startOver(String newIncarnation) {
        incarnation = newIncarnation;
        inherited = null;
        state = projection.initial();
        event = null;
        failure = null;
        pause = null;
        position = 0;
        parked = List.of();
    }

    /** Begins the pause before the next attempt at the failed event, and returns it. */
    Pause pause() {
        Failure failed = current(failure);
        Pause now = new Pause(
                failed.position, failed.attempts, settings.retryPauses().get(failed.attempts - 1));
        pause = now;
        return now;
    }

    /** Ends a pause, unless another one has begun since. Any thread may call it. */
    void resume(Pause over) {
        if (over.equals(pause)) {
            pause = null;
        }
    }

    /**
     * Forgets the attempts at a failed event, and ends the pause: the build will fold the event as if for the first
     * time.
     */
    void forgetFailure() {
        failure = null;
        pause = null;
    }

    /**
     * Folds some events of the round: up to a batch, or as many as about 10 ms allow.
     *
     * @param stopping whether to end as soon as possible; asked after each event
     */
    Step step(BooleanSupplier stopping) {
        CurrentEvent at = current(event);
        if (failure != null) {
            return tryAgain(at);
        }
        Attempt<V> fold = begun();
        int most = Math.min(settings.batchEvents(), projection.batchEvents());
        long startNanos = System.nanoTime();
        long last = position;
        int count = 0;
        while (count < most) {
            long next = fold.next(at);
            if (next == 0) {
                keep(fold, at.log().position(), count);
                event = null;
                return Step.AT_HEAD;
            }
            Throwable error = fold.apply(at);
            if (error != null) {
                return failed(at.log(), next, error, count);
            }
            last = next;
            count++;
            if (stopping.getAsBoolean() || count % CLOCK_EVENTS == 0 && System.nanoTime() - startNanos > STEP_NANOS) {
                break;
            }
        }
        keep(fold, last, count);
        return Step.AGAIN;
    }

    /** Skips the failed event, which could not be parked, and abandons the round. */
    void skip() {
        position = current(failure).position;
        failure = null;
        abandonRound();
    }

    /**
     * Folds a parked event now, after all events folded so far.
     *
     * @return the event as it is parked now, or null if it has been folded, or removed from the log
     */
    @Nullable
    ParkedEvent retry(ParkedEvent which, LogPrefix log) {
        CurrentEvent at = new CurrentEvent(log, projection.criteria().startingAfter(which.position() - 1));
        if (at.next() != which.position()) {
            // It has been removed since.
            replace(which, null);
            return null;
        }
        Attempt<V> fold = begun();
        Throwable error = fold.apply(at);
        if (error == null) {
            state = fold.finish();
            folded.increment();
            replace(which, null);
            return null;
        }
        ParkedEvent again = new ParkedEvent(
                which.position(), which.eventId(), Errors.text(error), which.attempts() + 1, clock.instant());
        replace(which, again);
        return again;
    }

    /** Removes an event from the parked ones. */
    void drop(ParkedEvent which) {
        replace(which, null);
    }

    /**
     * Folds the events before the failed one again, because the fold that contained them is lost. If one of those fails
     * now, it is the failed event instead.
     */
    private Step failed(LogPrefix log, long failing, Throwable error, int before) {
        long failed = failing;
        Throwable why = error;
        int count = before;
        while (count > 0) {
            CurrentEvent at = new CurrentEvent(log, projection.criteria().startingAfter(position));
            Attempt<V> fold = begun();
            Throwable earlier = null;
            int repeated = 0;
            while (repeated < count && earlier == null) {
                long next = fold.next(at);
                earlier = fold.apply(at);
                if (earlier == null) {
                    repeated++;
                } else {
                    failed = next;
                    why = earlier;
                }
            }
            if (earlier == null) {
                keep(fold, failed - 1, count);
                break;
            }
            count = repeated;
        }
        return settle(log, new Failure(failed, 1, Errors.text(why)));
    }

    /** Folds the failed event again, alone. */
    private Step tryAgain(CurrentEvent at) {
        Failure known = current(failure);
        if (at.next() != known.position) {
            // It has been removed since.
            position = known.position;
            failure = null;
            begin(at.log());
            return Step.AGAIN;
        }
        Attempt<V> fold = begun();
        Throwable error = fold.apply(at);
        if (error != null) {
            return settle(at.log(), new Failure(known.position, known.attempts + 1, Errors.text(error)));
        }
        keep(fold, known.position, 1);
        failure = null;
        return Step.AGAIN;
    }

    /**
     * Decides whether to retry or park the failed event, or to stop; the round is then just before or just after that
     * event.
     */
    private Step settle(LogPrefix log, Failure failed) {
        failure = failed;
        int tries =
                projection.isDeterministic() ? 1 : 1 + settings.retryPauses().size();
        Step step = Step.PAUSE;
        if (failed.attempts >= tries) {
            step = park(log, failed) ? Step.AGAIN : Step.FULL;
        }
        event = new CurrentEvent(
                log, projection.criteria().startingAfter(failure == null ? position : failed.position - 1));
        return step;
    }

    private boolean park(LogPrefix log, Failure failed) {
        if (parked.size() >= settings.parkedEvents()) {
            return false;
        }
        String eventId = StoreFailure.read(() -> log.event(failed.position)).eventId();
        List<ParkedEvent> more = new ArrayList<>(parked);
        more.add(new ParkedEvent(failed.position, eventId, failed.error, failed.attempts, clock.instant()));
        parked = List.copyOf(more);
        position = failed.position;
        failure = null;
        return true;
    }

    private Attempt<V> begun() {
        return new Attempt<>(projection.fold(state), gate);
    }

    private void keep(Attempt<V> fold, long upTo, int count) {
        state = fold.finish();
        position = upTo;
        folded.add(count);
    }

    private void replace(ParkedEvent which, @Nullable ParkedEvent by) {
        List<ParkedEvent> others = new ArrayList<>(parked);
        int at = others.indexOf(which);
        if (by == null) {
            others.remove(at);
        } else {
            others.set(at, by);
        }
        parked = List.copyOf(others);
    }

    private static <T> T current(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not in a round, or nothing has failed");
        }
        return value;
    }
}
