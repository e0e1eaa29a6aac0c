package dev.mayfly.http.answer;

import dev.mayfly.http.quarkus.Sweep;
import dev.mayfly.http.share.Refusal;
import dev.mayfly.http.share.Shares;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The budget of bytes of all answers that wait for their clients to read them. An answer takes its share before it is
 * written, and a client that reads nothing for too long is disconnected, so unread answers cannot use up the memory of
 * the network's buffers. Clients share it by their addresses. Any thread may use it, except where noted.
 */
@Singleton
public class SendQueues implements Shareable {
    /** The most bytes of an answer that is sent without a share. */
    static final int FREE_BYTES = 4 * 1024;

    private static final String NAME = "dev.mayfly.send-queues";
    private static final Refusal REFUSAL = new Refusal(
            "Answers that this client has not read take up its share of mayfly.limits.send-queue-size. "
                    + "Try again later.",
            "Answers that their clients have not read take up mayfly.limits.send-queue-size. Try again later.",
            5);
    private static final int LOOKS_PER_STALL = 8;
    private static final long LONGEST_PERIOD_MILLIS = 1_000;
    /** How many parts of the budget there are, of which all but two are used when it is crowded. One address gets all but one. */
    private static final int CROWDED = 5;
    /** How many times shorter the stall time is when it is. */
    private static final int HASTE = 10;

    private final SendLimits limits;
    private final Shares shares;
    private final Sweep sweep;

    /** Makes empty queues with the given limits. */
    public SendQueues(SendLimits limits) {
        this.limits = limits;
        this.shares = new Shares(limits.queueBytes());
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
     * Returns a share of a number of bytes for an answer.
     *
     * @param address the client's
     * @param cut disconnects the client
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if the client's address has its part of the budget, {@code unavailable}
     *     if others leave too little of it
     */
    Share share(Vertx vertx, String address, Runnable cut, long bytes) {
        REFUSAL.check(shares.take(address, bytes));
        return new Share(vertx, address, cut, bytes);
    }

    /** Returns a share for an answer that must be sent in any case, because the request has changed something. */
    Share shareInAnyCase(Vertx vertx, String address, Runnable cut, long bytes) {
        shares.takeAnyway(address, bytes);
        return new Share(vertx, address, cut, bytes);
    }

    /**
     * Checks whether the client at an address may have another live answer.
     *
     * @throws dev.mayfly.http.problem.ProblemException as for a share
     */
    public void admit(String address) {
        REFUSAL.check(shares.probe(address, 1));
    }

    /** Returns whether there is room for so many bytes of a live answer, or for the part of them that is counted. */
    public boolean hasRoom(String address, long bytes) {
        return shares.probe(address, counted(bytes)) == Shares.Outcome.TAKEN;
    }

    /** Returns how much of a number of bytes is counted: a part that one client can get beside others. */
    long counted(long bytes) {
        return Math.min(bytes, limits.queueBytes() / CROWDED);
    }

    /** Counts bytes that wait for a client of a live answer. */
    public void add(String address, long bytes) {
        shares.takeAnyway(address, bytes);
    }

    /** Counts bytes that no longer wait. */
    public void remove(String address, long bytes) {
        shares.giveBack(address, bytes);
    }

    /** Returns the number of bytes that are waiting or reserved. */
    public long usedBytes() {
        return shares.used();
    }

    /** Returns the most bytes that may wait. */
    public long limitBytes() {
        return limits.queueBytes();
    }

    /** Returns whether so much of the budget is used that clients that read nothing must go soon. */
    public boolean isCrowded() {
        return shares.used() > limits.queueBytes() / CROWDED * (CROWDED - 2);
    }

    /** Returns how long a client may read nothing at the moment. */
    public long stallNanos() {
        long nanos = limits.stallTime().toNanos();
        return isCrowded() ? nanos / HASTE : nanos;
    }

    /** What one answer takes of the budget, until it is closed. For the request's event loop. */
    final class Share extends Sweep.Waiting {
        private final Vertx vertx;
        private final String address;
        private final Runnable cut;
        private long bytes;
        private long sinceNanos;

        private Share(Vertx vertx, String address, Runnable cut, long bytes) {
            this.vertx = vertx;
            this.address = address;
            this.cut = cut;
            this.bytes = bytes;
        }

        /** Returns the client's address. */
        String address() {
            return address;
        }

        /** Returns how many bytes the share has. */
        long bytes() {
            return bytes;
        }

        /** Returns how much of a number of bytes is counted: a part that one client can get beside others. Any thread. */
        long part(long wantedBytes) {
            return counted(wantedBytes);
        }

        /** Takes more bytes, up to a number of them, and returns whether there was room. */
        boolean grow(long wantedBytes) {
            if (wantedBytes > bytes) {
                if (shares.take(address, wantedBytes - bytes) != Shares.Outcome.TAKEN) {
                    return false;
                }
                bytes = wantedBytes;
            }
            return true;
        }

        /** Gives back what it has above a number of bytes. */
        void shrink(long neededBytes) {
            if (neededBytes < bytes) {
                shares.giveBack(address, bytes - neededBytes);
                bytes = neededBytes;
            }
        }

        /** Starts to wait for the client to read; it is disconnected if it does not. */
        void await() {
            sinceNanos = System.nanoTime();
            sweep.join(vertx, this);
        }

        /** Returns the share, once the client has read the answer or has gone; later calls have no effect. */
        void close() {
            leave();
            shares.giveBack(address, bytes);
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
