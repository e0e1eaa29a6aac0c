package dev.mayfly.sample;

/**
 * An outage: a span of time in which much fails.
 *
 * @param number the number of the outage, from 1
 * @param startNanos when it starts
 * @param endNanos when it ends
 */
record Outage(int number, long startNanos, long endNanos) {
    /** Returns whether a time lies within it. */
    boolean contains(long nanos) {
        return nanos >= startNanos && nanos < endNanos;
    }
}
