package dev.mayfly.eventstore.support;

import java.util.Random;
import java.util.stream.LongStream;

/**
 * The seeds of random scripts: some that stay the same, and one that is another in each run.
 *
 * <p>A script that fails says its seed; {@code -Dtest.seed=42} runs the scripts of that one only.
 */
public final class Seeds {
    private static final int FIXED = 6;

    private Seeds() {}

    /** What is done with the numbers of a seed. */
    @FunctionalInterface
    public interface Script {
        /** Runs the script with these numbers. */
        void run(Random random);
    }

    /** Runs a script with each seed. */
    public static void each(Script script) {
        Long only = Long.getLong("test.seed");
        long[] seeds = only != null
                ? new long[] {only}
                : LongStream.concat(LongStream.rangeClosed(1, FIXED), LongStream.of(System.nanoTime()))
                        .toArray();
        for (long seed : seeds) {
            try {
                script.run(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("Run again with -Dtest.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
