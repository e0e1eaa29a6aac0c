package dev.mayfly.event.json;

/** A text that is written piece by piece, so that at most one piece of it is in memory. For one thread at a time. */
public interface TextSource {
    /**
     * Continues writing until at least {@code enough} more bytes have been written or the text has ended, and returns
     * whether it has ended. Exceeds {@code enough} by at most one entry.
     */
    boolean writeTo(JsonBuffer out, int enough);
}
