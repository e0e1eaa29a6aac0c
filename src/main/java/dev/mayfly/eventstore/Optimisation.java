package dev.mayfly.eventstore;

/**
 * The bytes that one call of {@link EventStore#optimise} freed, by part.
 *
 * @param recordsBytes of the events' records
 * @param columnsBytes of the columns that searches read
 * @param keysBytes of the dictionaries and hash tables
 * @param postingsBytes of the posting lists by type, aggregate, tag and so on
 * @param textIndexBytes of the text index
 * @param removedBytes of events that were removed or redacted, and of what was kept for them
 * @param garbageBytes about what the store still has of removed and redacted events, because there was no room to copy what is left
 * @param usedBytes what the store takes afterwards
 */
public record Optimisation(
        long recordsBytes,
        long columnsBytes,
        long keysBytes,
        long postingsBytes,
        long textIndexBytes,
        long removedBytes,
        long garbageBytes,
        long usedBytes) {

    /** Makes the result of a call that found nothing removed or redacted. */
    public Optimisation(
            long recordsBytes,
            long columnsBytes,
            long keysBytes,
            long postingsBytes,
            long textIndexBytes,
            long usedBytes) {
        this(recordsBytes, columnsBytes, keysBytes, postingsBytes, textIndexBytes, 0, 0, usedBytes);
    }

    /** Returns the result of the same call, which also freed or left something of removed and redacted events. */
    public Optimisation after(long freedOfRemoved, long leftOfRemoved) {
        return new Optimisation(
                recordsBytes,
                columnsBytes,
                keysBytes,
                postingsBytes,
                textIndexBytes,
                freedOfRemoved,
                leftOfRemoved,
                usedBytes);
    }

    /** Returns the bytes freed in all parts together. */
    public long freedBytes() {
        return recordsBytes + columnsBytes + keysBytes + postingsBytes + textIndexBytes + removedBytes;
    }
}
