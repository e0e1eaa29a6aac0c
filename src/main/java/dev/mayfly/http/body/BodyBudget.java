package dev.mayfly.http.body;

import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.share.Refusal;
import dev.mayfly.http.share.Shares;

/**
 * The budget of bytes of what requests hold at once: their bodies, and answers that grow with a store. A part of it is
 * reserved for small bodies, so that nothing else can use it up; and clients share it by their addresses. Any thread may
 * use it.
 */
final class BodyBudget {
    private static final Refusal REFUSAL = new Refusal(
            "Other requests from this client take up its share of mayfly.limits.requests-in-flight-size. Try again later.",
            "The requests in flight take up mayfly.limits.requests-in-flight-size. Try again later.",
            1);

    private final Shares shares;
    private final long largeLimitBytes;

    /**
     * Makes a budget.
     *
     * @param limitBytes the most bytes of everything
     * @param smallBytes the part of them that only small bodies may use
     * @param leastBytes how many of them one address may have in any case while no other takes some
     */
    BodyBudget(long limitBytes, long smallBytes, long leastBytes) {
        this.shares = new Shares(limitBytes, leastBytes);
        this.largeLimitBytes = limitBytes - smallBytes;
    }

    /**
     * Reserves a number of bytes for a body.
     *
     * @param address the client's
     * @param small whether the body is small
     * @throws dev.mayfly.http.problem.ProblemException {@code throttled} if the address has its share, {@code unavailable} if too few are left
     */
    void take(String address, long bytes, boolean small) {
        REFUSAL.check(shares.take(address, bytes, small ? shares.limit() : largeLimitBytes));
    }

    /** Returns bytes that an address has reserved. */
    void giveBack(String address, long bytes) {
        shares.giveBack(address, bytes);
    }

    /** Returns what the work of an address takes its memory from. */
    Work.Memory memory(String address) {
        return new Work.Memory() {
            @Override
            public void take(long bytes) {
                BodyBudget.this.take(address, bytes, false);
            }

            @Override
            public void giveBack(long bytes) {
                shares.giveBack(address, bytes);
            }

            @Override
            public long limitBytes() {
                return largeLimitBytes;
            }
        };
    }

    /** Returns how many bytes are reserved. */
    long usedBytes() {
        return shares.used();
    }

    /** Returns the most bytes that may be reserved for anything but small bodies. */
    long mostLargeBytes() {
        return largeLimitBytes;
    }

    /** Returns the most bytes that may be reserved. */
    long mostBytes() {
        return shares.limit();
    }
}
