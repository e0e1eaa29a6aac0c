package dev.mayfly.search.redis;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * A circuit breaker for a failing service: after some failures in a row, no calls are made for a while, then one as a
 * probe, and after its success all again.
 *
 * <p>Any thread may use it. A call's result counts only in the state in which the call was made; a late one changes
 * nothing.
 */
final class CircuitBreaker {
    private static final Logger LOG = Logger.getLogger(CircuitBreaker.class);

    /** The state of the breaker; each state offers only the transitions that lead out of it. */
    sealed interface State {}

    /**
     * Calls are made.
     *
     * @param failures the number of failures since the last success
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
     * @param untilNanos when a probe may be made
     */
    record Open(long untilNanos) implements State {
        boolean isOver(long nowNanos) {
            return nowNanos - untilNanos >= 0;
        }

        HalfOpen probing() {
            return new HalfOpen();
        }
    }

    /** One probe is in progress, and no other calls are made. */
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
     * Makes a closed breaker.
     *
     * @param mostFailures how many failures in a row open it
     * @param pauseNanos how long it is open before the next call
     * @param nanoTime the source of its time
     */
    CircuitBreaker(int mostFailures, long pauseNanos, LongSupplier nanoTime) {
        this.mostFailures = mostFailures;
        this.pauseNanos = pauseNanos;
        this.nanoTime = nanoTime;
    }

    /** Returns its state. */
    State state() {
        return Objects.requireNonNull(state.get());
    }

    /** Returns a permitted call, or empty if none is permitted. */
    Optional<Call> call() {
        State now = state.get();
        if (now instanceof Open open && open.isOver(nanoTime.getAsLong())) {
            HalfOpen probing = open.probing();
            return state.compareAndSet(open, probing) ? Optional.of(new Probe(probing)) : Optional.empty();
        }
        return now instanceof Closed ? Optional.of(new Ordinary()) : Optional.empty();
    }

    /** Returns a permitted call that does not serve as a probe, or empty if none is permitted. */
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
