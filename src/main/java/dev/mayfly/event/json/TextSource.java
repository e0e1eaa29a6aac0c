package dev.mayfly.event.json;

/** A text that is written piece by piece, so that no more than a piece of it is ever held; for one thread at a time. */
public interface TextSource {
    /**
     * Writes on until {@code enough} more bytes have been written or the text is at its end, and returns whether it is.
     * Writes over that by one entry at most.
     */
    boolean writeTo(JsonBuffer out, int enough);
}
