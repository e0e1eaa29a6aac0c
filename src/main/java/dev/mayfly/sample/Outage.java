package dev.mayfly.sample;

/**
 * A time at which much fails.
 *
 * @param number the number of the outage, from 1
 * @param startNanos when it begins
 * @param endNanos when it is over
 */
record Outage(int number, long startNanos, long endNanos) {
    /** Returns whether it lasts at a time. */
    boolean contains(long nanos) {
        return nanos >= startNanos && nanos < endNanos;
    }
}
