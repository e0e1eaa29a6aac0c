package dev.mayfly.http.body;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.quarkus.Sweep;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Watches request bodies while they arrive, and refuses those that arrive too slowly.
 *
 * <p>A body has an allowance of time, at first the grace. It shrinks as time passes and grows with each byte that
 * arrives, up to the grace again. A body whose allowance is used up is refused. While the server itself makes the
 * client wait, the allowance is full.
 */
@Singleton
public class BodyPace {
    private static final int REQUEST_TIMEOUT = 408;
    private static final long LONGEST_PERIOD_MILLIS = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int CHECKS_PER_GRACE = 8;

    private final ArrivalLimits limits;
    private final long graceNanos;
    private final Sweep sweep;

    /** Makes a watch with the given limits. */
    public BodyPace(ArrivalLimits limits) {
        this.limits = limits;
        this.graceNanos = limits.grace().toNanos();
        this.sweep = new Sweep(
                Math.max(1, Math.min(LONGEST_PERIOD_MILLIS, limits.grace().toMillis() / CHECKS_PER_GRACE)));
    }

    /** A body that arrives. For its event loop. */
    interface Arriving {
        /** Returns the number of bytes that have arrived. */
        long arrivedBytes();

        /** Returns whether the server has made the client wait since the last call. */
        boolean wasHeldUp();

        /** Abandons the body, and answers its request with a problem. */
        void refuse(ProblemException tooSlow);
    }

    /** Starts to watch the body of a request; the watch must be left when nothing more is expected. */
    Watch watch(RoutingContext http, Arriving body) {
        Watch watch = new Watch(http, body);
        sweep.join(http.vertx(), watch);
        return watch;
    }

    /** Returns how many bodies are arriving. Any thread may call it. */
    public int arriving() {
        return sweep.count();
    }

    private ProblemException tooSlow() {
        String rule = "must arrive at " + limits.bytesPerSecond()
                + " bytes per second or more (mayfly.limits.body-rate); it was slower for " + limits.grace()
                + " (mayfly.limits.body-grace)";
        return Problem.of(InvalidInputException.invalid("", rule))
                .withStatus(REQUEST_TIMEOUT)
                .withHeader(HttpHeaders.RETRY_AFTER.toString(), "1")
                .exception();
    }

    /** The watch over one body. For the request's event loop. */
    final class Watch extends Sweep.Waiting {
        private final RoutingContext http;
        private final Arriving body;
        private long allowanceNanos = graceNanos;
        private long checkedNanos = System.nanoTime();
        private long checkedBytes;

        private Watch(RoutingContext http, Arriving body) {
            this.http = http;
            this.body = body;
        }

        @Override
        protected boolean isDue(long nowNanos) {
            long arrived = body.arrivedBytes();
            double seconds = (double) (arrived - checkedBytes) / (double) limits.bytesPerSecond();
            long gained = (long) Math.min((double) graceNanos, seconds * NANOS_PER_SECOND);
            // An event loop that was busy for long has not read what arrived meanwhile.
            long passed = Math.min(nowNanos - checkedNanos, TimeUnit.MILLISECONDS.toNanos(2 * sweep.periodMillis()));
            long left = Math.min(graceNanos, allowanceNanos - passed + gained);
            allowanceNanos = body.wasHeldUp() ? graceNanos : left;
            checkedNanos = nowNanos;
            checkedBytes = arrived;
            return allowanceNanos < 0;
        }

        @Override
        protected void end() {
            Connections.endAfterAnswer(http);
            body.refuse(tooSlow());
        }
    }
}
