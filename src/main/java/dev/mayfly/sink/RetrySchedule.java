package dev.mayfly.sink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The schedule of retries of a failed event.
 *
 * @param firstPause the approximate pause after the first try; it doubles after each further one
 * @param longestPause the longest pause
 * @param tries the most tries that may have reached the receiver, including the first one
 */
public record RetrySchedule(Duration firstPause, Duration longestPause, int tries) {
    private static final int MOST_DOUBLINGS = 30;

    /** Checks that the values make a valid schedule. */
    public RetrySchedule {
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0 || tries < 1) {
            throw new IllegalArgumentException("invalid schedule: " + firstPause + ", " + longestPause + ", " + tries);
        }
    }

    /**
     * Returns the pause after failed tries, in nanoseconds: half of it fixed and half of it random, so that events that
     * failed together are not retried together.
     *
     * @param failures how many tries have failed in a row, at least 1
     */
    long pauseNanos(int failures, RandomGenerator random) {
        long most = longestPause.toNanos();
        long pause = firstPause.toNanos();
        for (int i = 1; i < failures && i <= MOST_DOUBLINGS && pause < most; i++) {
            pause *= 2;
        }
        pause = Math.min(pause, most);
        return pause / 2 + random.nextLong(pause - pause / 2 + 1);
    }
}
