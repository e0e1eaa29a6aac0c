package dev.mayfly.bench.suite;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param smoke whether it is only to show that the tools work
 */
record Scale(boolean smoke) {
    /** Returns how many times each contender has its turn. */
    int rounds() {
        return smoke ? 1 : 3;
    }

    /** Returns how long one measurement at saturation takes. */
    Duration window() {
        return Duration.ofMillis(smoke ? 100 : 1_000);
    }

    /** Returns how long a server is loaded before it is measured, so that its code is compiled. */
    Duration warmUp() {
        return Duration.ofMillis(smoke ? 100 : 8_000);
    }

    /** Returns a number of events, or a hundredth of it. */
    int events(int full) {
        return smoke ? full / 100 : full;
    }
}
