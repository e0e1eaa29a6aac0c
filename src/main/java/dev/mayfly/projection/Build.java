package dev.mayfly.projection;

import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.projection.fold.CurrentEvent;
import dev.mayfly.projection.fold.Errors;
import dev.mayfly.projection.fold.Fold;
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
 * A state that is being built: which, how far it has come, and what was parked on the way.
 *
 * <p>It is built in rounds, each up to a head of the log, and a round in steps of a limited number of events. What a
 * step has folded is kept when it ends; if an event fails, it is discarded and folded again. For one thread at a time,
 * unless stated otherwise.
 */
final class Build<V> {
    /** What has to be done after a step. */
    enum Step {
        /** Another step. */
        AGAIN,
        /** Nothing until there are more events: the round is over. */
        AT_HEAD,
        /** Nothing until a {@link #pause()} is over. */
        PAUSE,
        /** Nothing more: too many events are parked. */
        FULL
    }

    /** The longest step, for the sake of others; a single event may take longer. */
    private static final long STEP_NANOS = 10_000_000;
    /** A step looks at the clock after this many events. */
    private static final int CLOCK_EVENTS = 16;

    private final Projection<V> projection;
    private final ProjectionSettings settings;
    private final Clock clock;
    private final LongAdder folded;
    private final FoldGate gate;
    private String incarnation;
    private V state;
    /** What it is to take over before it begins. */
    private @Nullable Standing<V> inherited;

    private @Nullable CurrentEvent event;
    private @Nullable Failure failure;
    private volatile @Nullable Pause pause;
    private volatile long position;
    private volatile List<ParkedEvent> parked = List.of();

    /** An event that cannot be folded, so far. */
    private record Failure(long position, int attempts, String error) {}

    /** A time in which nothing is folded. */
    record Pause(long position, int attempts, Duration duration) {}

    /**
     * Makes a build that is before the first event.
     *
     * @param folded counts the events that are folded
     * @param gate what is asked before each event is folded
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

    /** Returns up to where events are folded or parked; may be called by any thread. */
    long position() {
        return position;
    }

    /** Returns the events that are set aside, by position; may be called by any thread. */
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

    /** Returns why an event that failed could not be folded, or null if none waits to be tried again. */
    @Nullable
    String error() {
        return failure == null ? null : "Event " + failure.position + ": " + failure.error;
    }

    /** Leaves out the events up to a position, before the first round. */
    void beginBehind(long after) {
        position = after;
    }

    /** Starts, before the first round, where another projection is, if one is given; see {@link #takeOver()}. */
    void beginWith(@Nullable Standing<V> standing) {
        if (standing != null) {
            incarnation = standing.snapshot().incarnation();
            inherited = standing;
        }
    }

    /**
     * Takes over what it is to begin with, as long as that may take; returns whether there was such and room for it.
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

    /** Returns where it stands; between rounds that is a head of the log. */
    Standing<V> standing() {
        return new Standing<>(projection, new Snapshot<>(incarnation, position, state), parked);
    }

    /** Begins a round up to the end of a prefix of the same history. */
    void begin(LogPrefix log) {
        event = new CurrentEvent(log, projection.criteria().behind(position));
    }

    /** Gives the round up, as if it had not begun; what its steps have folded stays. */
    void abandonRound() {
        event = null;
    }

    /** Forgets everything: the store has another history. */
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

    /** Begins the pause before the event that failed is tried again, and returns it. */
    Pause pause() {
        Failure failed = current(failure);
        Pause now = new Pause(
                failed.position, failed.attempts, settings.retryPauses().get(failed.attempts - 1));
        pause = now;
        return now;
    }

    /** Ends a pause, unless another one has begun since; may be called by any thread. */
    void resume(Pause over) {
        if (over.equals(pause)) {
            pause = null;
        }
    }

    /** Tries an event that failed from the beginning when the build continues. */
    void forgetFailure() {
        failure = null;
        pause = null;
    }

    /**
     * Folds some events of the round.
     *
     * @param stopping whether to end as soon as possible, asked between events
     */
    Step step(BooleanSupplier stopping) {
        CurrentEvent at = current(event);
        if (failure != null) {
            return tryAgain(at);
        }
        Fold<V> fold = projection.fold(state);
        int most = Math.min(settings.batchEvents(), projection.batchEvents());
        long startNanos = System.nanoTime();
        long last = position;
        int count = 0;
        while (count < most) {
            long next = at.next();
            if (next == 0) {
                keep(fold, at.log().position(), count);
                event = null;
                return Step.AT_HEAD;
            }
            Throwable error = apply(fold, at);
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

    /** Leaves an event out that failed and could not be parked. */
    void skip() {
        position = current(failure).position;
        failure = null;
        abandonRound();
    }

    /**
     * Folds a parked event now, after all others.
     *
     * @return the event as it is parked now, or null if it has been folded
     */
    @Nullable
    ParkedEvent retry(ParkedEvent which, LogPrefix log) {
        CurrentEvent at = new CurrentEvent(log, projection.criteria().behind(which.position() - 1));
        at.next();
        Fold<V> fold = projection.fold(state);
        Throwable error = apply(fold, at);
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

    /** Takes an event out of the parked ones. */
    void drop(ParkedEvent which) {
        replace(which, null);
    }

    /** Folds the events before the one that failed once more, since the fold that had them is lost. */
    private Step failed(LogPrefix log, long failing, Throwable error, int before) {
        long failed = failing;
        Throwable why = error;
        int count = before;
        while (count > 0) {
            CurrentEvent at = new CurrentEvent(log, projection.criteria().behind(position));
            Fold<V> fold = projection.fold(state);
            Throwable earlier = null;
            int repeated = 0;
            while (repeated < count && earlier == null) {
                long next = at.next();
                earlier = apply(fold, at);
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

    /** Tries the event that failed, alone. */
    private Step tryAgain(CurrentEvent at) {
        Failure known = current(failure);
        at.next();
        Fold<V> fold = projection.fold(state);
        Throwable error = apply(fold, at);
        if (error != null) {
            return settle(at.log(), new Failure(known.position, known.attempts + 1, Errors.text(error)));
        }
        keep(fold, known.position, 1);
        failure = null;
        return Step.AGAIN;
    }

    /** Decides what happens to an event that failed; the round is then right before or right after it. */
    private Step settle(LogPrefix log, Failure failed) {
        failure = failed;
        int tries =
                projection.isDeterministic() ? 1 : 1 + settings.retryPauses().size();
        Step step = Step.PAUSE;
        if (failed.attempts >= tries) {
            step = park(log, failed) ? Step.AGAIN : Step.FULL;
        }
        event = new CurrentEvent(log, projection.criteria().behind(failure == null ? position : failed.position - 1));
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

    private void keep(Fold<V> fold, long upTo, int count) {
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

    /** Returns why an event cannot be folded, or null if it has been. */
    private @Nullable Throwable apply(Fold<V> fold, CurrentEvent at) {
        try {
            gate.pass(at.log(), at.position());
            fold.apply(at);
            return null;
        } catch (StoreFailure failure) {
            throw failure;
        } catch (VirtualMachineError fatal) {
            // Deep data may overflow the stack; all else is the machine's trouble and not the event's.
            if (fatal instanceof StackOverflowError) {
                return fatal;
            }
            throw fatal;
        } catch (Throwable error) {
            return error;
        }
    }

    private static <T> T current(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not in a round, or nothing has failed");
        }
        return value;
    }
}
