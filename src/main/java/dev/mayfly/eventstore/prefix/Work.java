package dev.mayfly.eventstore.prefix;

import dev.mayfly.event.InvalidInputException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A budget for what one caller reads of a log: of steps, and of memory for what is made of the events. A step is about
 * as much as looking at one event, or comparing it with one item of a query.
 *
 * <p>The code that reads pays for its steps. Once they exceed the limit, or nobody waits for the result any longer,
 * each further payment fails. Code whose result grows with the log reserves memory before it takes it. For one thread at
 * a time, except {@link #UNLIMITED} and {@link #end}.
 */
public sealed class Work {
    /** No limit, for a caller that does not give up. It counts nothing, and any number of threads may use it. */
    public static final Work UNLIMITED = new Unlimited();

    /** How many steps are made before the next look whether anybody still waits for the result. */
    private static final long LOOK_STEPS = 1 << 14;

    private static final int STEP_BYTES_SHIFT = 8;

    private final long limit;
    private final BooleanSupplier abandoned;
    private final Memory memory;
    private final Consumer<Work> begun;
    private long steps;
    private long nextLook = 1;
    private boolean hasBegun;
    /** Guarded by this, as is the next one. */
    private long reservedBytes;

    private boolean ended;

    /**
     * Makes a budget of steps, with any amount of memory.
     *
     * @param limit the most steps
     * @param abandoned whether nobody waits for the result any longer, asked now and then by the thread that pays
     */
    public Work(long limit, BooleanSupplier abandoned) {
        this(limit, abandoned, Memory.UNLIMITED, unused -> {});
    }

    /**
     * Makes a budget of steps and memory.
     *
     * @param memory what the work of all callers takes its memory from
     * @param begun called before the first reservation, to see to it that the work is {@linkplain #end ended}
     */
    public Work(long limit, BooleanSupplier abandoned, Memory memory, Consumer<Work> begun) {
        this.limit = limit;
        this.abandoned = abandoned;
        this.memory = memory;
        this.begun = begun;
    }

    /** The memory that the work of all callers takes its own from. Any thread may use it. */
    public interface Memory {
        /** Any amount of memory. */
        Memory UNLIMITED = new Memory() {
            @Override
            public void take(long bytes) {}

            @Override
            public void giveBack(long bytes) {}

            @Override
            public long limitBytes() {
                return Long.MAX_VALUE;
            }
        };

        /**
         * Takes a number of bytes.
         *
         * @throws RuntimeException if too few are left for the caller
         */
        void take(long bytes);

        /** Gives back bytes that were taken. */
        void giveBack(long bytes);

        /** Returns how many bytes there are, taken or not. */
        long limitBytes();
    }

    /** Thrown when nobody waits for the result any longer. Has no stack trace. */
    public static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Makes the exception. */
        public AbandonedException() {
            super("nobody waits for the result any longer", null, false, false);
        }
    }

    /**
     * Pays for some steps.
     *
     * @throws InvalidInputException if they exceed the limit; the message names the setting
     * @throws AbandonedException if nobody waits for the result any longer
     */
    public void pay(long count) {
        steps += count;
        if (steps >= nextLook) {
            look();
        }
    }

    /** Pays for going through some bytes, like {@link #pay}. */
    public void payForBytes(long bytes) {
        pay(1 + (bytes >>> STEP_BYTES_SHIFT));
    }

    /** Returns how many steps have been paid for. */
    public long steps() {
        return steps;
    }

    /**
     * Reserves memory for the result, until the work ends.
     *
     * @throws InvalidInputException if the work needs more than there is for all; the message names the setting
     * @throws RuntimeException what the memory throws if others leave too little of it
     * @throws AbandonedException if the work has ended
     */
    public void reserve(long bytes) {
        if (!hasBegun) {
            hasBegun = true;
            begun.accept(this);
        }
        synchronized (this) {
            if (ended) {
                throw new AbandonedException();
            }
            if (reservedBytes + bytes > memory.limitBytes()) {
                throw tooLarge();
            }
            memory.take(bytes);
            reservedBytes += bytes;
        }
    }

    /** Gives back memory that was reserved and is no longer needed. */
    public synchronized void giveBack(long bytes) {
        if (!ended) {
            memory.giveBack(bytes);
            reservedBytes -= bytes;
        }
    }

    /** Gives back all reserved memory, and reserves none from then on. Any thread may call it, more than once. */
    public synchronized void end() {
        ended = true;
        memory.giveBack(reservedBytes);
        reservedBytes = 0;
    }

    private InvalidInputException tooLarge() {
        long mostBytes = memory.limitBytes();
        return InvalidInputException.tooLarge(
                "",
                "The answer takes more than " + mostBytes
                        + " bytes of memory (mayfly.limits.requests-in-flight-size). Ask for less at once.",
                mostBytes);
    }

    private static final class Unlimited extends Work {
        Unlimited() {
            super(Long.MAX_VALUE, () -> false);
        }

        @Override
        public void pay(long count) {}

        @Override
        public void reserve(long bytes) {}

        @Override
        public void giveBack(long bytes) {}
    }

    private void look() {
        if (abandoned.getAsBoolean()) {
            throw new AbandonedException();
        }
        if (steps > limit) {
            throw InvalidInputException.tooLarge(
                    "",
                    "The request takes more than " + limit
                            + " steps, which are events looked at or compared with an item of a query"
                            + " (mayfly.limits.work). Narrow its criteria, or give a query fewer items.",
                    limit);
        }
        nextLook = limit - steps > LOOK_STEPS ? steps + LOOK_STEPS : limit + 1;
    }
}
