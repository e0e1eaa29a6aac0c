package dev.mayfly.eventstore.prefix;

import dev.mayfly.event.InvalidInputException;
import java.util.function.BooleanSupplier;

/**
 * A budget of steps for what one caller reads of a log. A step is about as much as looking at one event, or comparing
 * it with one item of a query.
 *
 * <p>The code that reads pays for its steps. Once they exceed the limit, or nobody waits for the result any longer,
 * each further payment fails. For one thread at a time, except {@link #UNLIMITED}.
 */
public sealed class Work {
    /** No limit, for a caller that does not give up. It counts nothing, and any number of threads may use it. */
    public static final Work UNLIMITED = new Unlimited();

    /** How many steps are made before the next look whether anybody still waits for the result. */
    private static final long LOOK_STEPS = 1 << 14;

    private static final int STEP_BYTES_SHIFT = 8;

    private final long limit;
    private final BooleanSupplier abandoned;
    private long steps;
    private long nextLook = 1;

    /**
     * Makes a budget.
     *
     * @param limit the most steps
     * @param abandoned whether nobody waits for the result any longer, asked now and then by the thread that pays
     */
    public Work(long limit, BooleanSupplier abandoned) {
        this.limit = limit;
        this.abandoned = abandoned;
    }

    /** Thrown when nobody waits for the result any longer. Has no stack trace. */
    public static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private AbandonedException() {
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
    public void payForBytes(int bytes) {
        pay(1 + (bytes >>> STEP_BYTES_SHIFT));
    }

    /** Returns how many steps have been paid for. */
    public long steps() {
        return steps;
    }

    private static final class Unlimited extends Work {
        Unlimited() {
            super(Long.MAX_VALUE, () -> false);
        }

        @Override
        public void pay(long count) {}
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
