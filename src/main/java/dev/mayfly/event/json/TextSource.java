package dev.mayfly.event.json;

/** A text that is written piece by piece, so that at most one piece of it is in memory. For one thread at a time. */
public interface TextSource {
    /**
     * Continues writing until at least {@code enough} more bytes have been written or the text has ended, and returns
     * whether it has ended. Exceeds {@code enough} by at most one entry.
     */
    boolean writeTo(JsonBuffer out, int enough);

    /**
     * Returns whether a piece ends before its next entry, because that is so large that it makes a piece of its own, whose
     * size is known before it is written.
     *
     * @param writtenBytes what the piece has so far
     * @param nextBytes about the most bytes that the entry takes
     */
    static boolean endsBefore(long writtenBytes, long nextBytes, int enough) {
        return writtenBytes > 0 && writtenBytes + nextBytes > enough + enough / 2L;
    }

    /**
     * Returns about the most bytes that the next call of {@link #writeTo} with the same number takes in memory: what it
     * writes, and what the source holds for later calls. It may look for the next entry, as that call would.
     */
    default long nextBytes(int enough) {
        return enough + enough / 2L;
    }
}
