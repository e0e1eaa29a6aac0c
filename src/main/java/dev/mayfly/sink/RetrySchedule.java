package dev.mayfly.sink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a failed event is tried again, and how often.
 *
 * @param firstPause about the pause after the first try; each further one is twice as long
 * @param longestPause the longest pause
 * @param tries the most tries that may have reached the receiver, the first one included
 */
public record RetrySchedule(Duration firstPause, Duration longestPause, int tries) {
    private static final int MOST_DOUBLINGS = 30;

    /** Checks that there is something to go by. */
    public RetrySchedule {
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0 || tries < 1) {
            throw new IllegalArgumentException("no schedule: " + firstPause + ", " + longestPause + ", " + tries);
        }
    }

    /**
     * Returns the pause after failed tries, in nanoseconds: half of it for certain and half of it by chance, so that
     * those who failed together do not come back together.
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
