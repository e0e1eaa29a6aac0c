package dev.mayfly.http.answer;

import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemException;
import dev.mayfly.http.quarkus.Sweep;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The budget of bytes of all answers that wait for their clients to read them. An answer takes its share before it is
 * written, and a client that reads nothing for too long is disconnected, so unread answers cannot use up the memory of
 * the network's buffers. Any thread may use it, except where noted.
 */
@Singleton
public class SendQueues implements Shareable {
    /** The most bytes of an answer that is sent without a share. */
    static final int FREE_BYTES = 4 * 1024;

    private static final String NAME = "dev.mayfly.send-queues";
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int LOOKS_PER_STALL = 8;
    private static final long LONGEST_PERIOD_MILLIS = 1_000;
    /** How many times shorter the stall time is when the budget is nearly used up. */
    private static final int HASTE = 10;

    private final SendLimits limits;
    private final AtomicLong usedBytes = new AtomicLong();
    private final Sweep sweep;

    /** Makes empty queues with the given limits. */
    public SendQueues(SendLimits limits) {
        this.limits = limits;
        this.sweep = new Sweep(
                Math.max(1, Math.min(LONGEST_PERIOD_MILLIS, limits.stallTime().toMillis() / HASTE / LOOKS_PER_STALL)));
    }

    /** Makes these the queues of a Vert.x instance, where senders find them. */
    void install(@Observes StartupEvent event, Vertx vertx) {
        vertx.sharedData().<String, SendQueues>getLocalMap(NAME).put(NAME, this);
    }

    /** Returns the queues of a Vert.x instance; unlimited ones if it is not the application's. */
    static SendQueues of(Vertx vertx) {
        SendQueues installed =
                vertx.sharedData().<String, SendQueues>getLocalMap(NAME).get(NAME);
        return installed == null ? new SendQueues(new SendLimits(Long.MAX_VALUE, Duration.ofDays(1))) : installed;
    }

    /**
     * Returns a share of a number of bytes for an answer, or null if the budget does not have as many left.
     *
     * @param cut disconnects the client
     */
    @Nullable
    Share share(Vertx vertx, Runnable cut, long bytes) {
        if (usedBytes.addAndGet(bytes) <= limits.queueBytes()) {
            return new Share(vertx, cut, bytes);
        }
        usedBytes.addAndGet(-bytes);
        return null;
    }

    /** Returns a share for an answer that must be sent in any case, because the request has changed something. */
    Share shareInAnyCase(Vertx vertx, Runnable cut, long bytes) {
        usedBytes.addAndGet(bytes);
        return new Share(vertx, cut, bytes);
    }

    /** Counts bytes that wait for a client of a live answer. */
    public void add(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    /** Counts bytes that no longer wait. */
    public void remove(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /** Returns the number of bytes that are waiting or reserved. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** Returns the most bytes that may wait. */
    public long limitBytes() {
        return limits.queueBytes();
    }

    /** Returns whether so much of the budget is used that clients that read nothing must go soon. */
    public boolean isCrowded() {
        return usedBytes.get() > limits.queueBytes() / 4 * 3;
    }

    /** Returns how long a client may read nothing at the moment. */
    public long stallNanos() {
        long nanos = limits.stallTime().toNanos();
        return isCrowded() ? nanos / HASTE : nanos;
    }

    /** Returns the problem that the budget is used up. */
    public static ProblemException full() {
        return Problem.unavailable(
                        "Answers that their clients have not read take up mayfly.limits.send-queue-size. Try again later.",
                        RETRY_AFTER_SECONDS)
                .exception();
    }

    /** What one answer takes of the budget, until it is closed. For the request's event loop. */
    final class Share extends Sweep.Waiting {
        private final Vertx vertx;
        private final Runnable cut;
        private long bytes;
        private long sinceNanos;

        private Share(Vertx vertx, Runnable cut, long bytes) {
            this.vertx = vertx;
            this.cut = cut;
            this.bytes = bytes;
        }

        /** Starts to wait for the client to read; it is disconnected if it does not. */
        void await() {
            sinceNanos = System.nanoTime();
            sweep.join(vertx, this);
        }

        /** Returns the share, once the client has read the answer or has gone; later calls have no effect. */
        void close() {
            leave();
            usedBytes.addAndGet(-bytes);
            bytes = 0;
        }

        @Override
        protected boolean isDue(long nowNanos) {
            return nowNanos - sinceNanos > stallNanos();
        }

        @Override
        protected void end() {
            close();
            cut.run();
        }
    }
}
