package dev.mayfly.search.redis;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Keeps calls from a service that fails: after some failures in a row none is made for a while, then one to see, and on
 * its success all again.
 *
 * <p>Any thread may use it. A call's result counts for the state in which it was made: one that comes late changes
 * nothing.
 */
final class CircuitBreaker {
    private static final Logger LOG = Logger.getLogger(CircuitBreaker.class);

    /** What it does; each state offers the moves that lead out of it, and no others. */
    sealed interface State {}

    /**
     * Calls are made.
     *
     * @param failures how many have failed since the last that did not
     */
    record Closed(int failures) implements State {
        Closed succeeded() {
            return failures == 0 ? this : new Closed(0);
        }

        State failed(int mostFailures, long untilNanos) {
            return failures + 1 < mostFailures ? new Closed(failures + 1) : new Open(untilNanos);
        }
    }

    /**
     * No call is made.
     *
     * @param untilNanos when one may be, to see
     */
    record Open(long untilNanos) implements State {
        boolean isOver(long nowNanos) {
            return nowNanos - untilNanos >= 0;
        }

        HalfOpen probing() {
            return new HalfOpen();
        }
    }

    /** One call is being made, to see, and no other. */
    static final class HalfOpen implements State {
        private HalfOpen() {}

        Closed succeeded() {
            return new Closed(0);
        }

        Open failed(long untilNanos) {
            return new Open(untilNanos);
        }
    }

    /** A permitted call, whose result must be reported once. */
    interface Call {
        /** Reports that it succeeded. */
        void succeeded();

        /** Reports that it failed. */
        void failed();
    }

    private final int mostFailures;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final AtomicReference<State> state = new AtomicReference<>(new Closed(0));

    /**
     * Makes a closed one.
     *
     * @param mostFailures how many failures in a row open it
     * @param pauseNanos how long it is open before the next call
     * @param nanoTime what it takes the time from
     */
    CircuitBreaker(int mostFailures, long pauseNanos, LongSupplier nanoTime) {
        this.mostFailures = mostFailures;
        this.pauseNanos = pauseNanos;
        this.nanoTime = nanoTime;
    }

    /** Returns what it does. */
    State state() {
        return Objects.requireNonNull(state.get());
    }

    /** Returns a call to be made, or nothing if none may be. */
    Optional<Call> call() {
        State now = state.get();
        if (now instanceof Open open && open.isOver(nanoTime.getAsLong())) {
            HalfOpen probing = open.probing();
            return state.compareAndSet(open, probing) ? Optional.of(new Probe(probing)) : Optional.empty();
        }
        return now instanceof Closed ? Optional.of(new Ordinary()) : Optional.empty();
    }

    /** Returns a call to be made that is not worth one to see by, or nothing if none may be. */
    Optional<Call> ordinaryCall() {
        return state.get() instanceof Closed ? Optional.of(new Ordinary()) : Optional.empty();
    }

    private long untilNanos() {
        return nanoTime.getAsLong() + pauseNanos;
    }

    private final class Ordinary implements Call {
        @Override
        public void succeeded() {
            state.updateAndGet(now -> now instanceof Closed closed ? closed.succeeded() : now);
        }

        @Override
        public void failed() {
            long untilNanos = untilNanos();
            State before = state.getAndUpdate(
                    now -> now instanceof Closed closed ? closed.failed(mostFailures, untilNanos) : now);
            if (before instanceof Closed closed && closed.failures() + 1 >= mostFailures) {
                LOG.warnf(
                        "The second level of the cache has failed %d times in a row; continuing without it",
                        mostFailures);
            }
        }
    }

    private final class Probe implements Call {
        private final HalfOpen probing;

        Probe(HalfOpen probing) {
            this.probing = probing;
        }

        @Override
        public void succeeded() {
            if (state.compareAndSet(probing, probing.succeeded())) {
                LOG.info("The second level of the cache works again");
            }
        }

        @Override
        public void failed() {
            state.compareAndSet(probing, probing.failed(untilNanos()));
        }
    }
}
