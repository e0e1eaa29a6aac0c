package dev.mayfly.eventstore;

/**
 * The bytes that one call of {@link EventStore#optimise} freed, by part.
 *
 * @param recordsBytes of the events' records
 * @param columnsBytes of the columns that searches read
 * @param keysBytes of the dictionaries and hash tables
 * @param postingsBytes of the posting lists by type, aggregate, tag and so on
 * @param textIndexBytes of the text index
 * @param usedBytes what the store takes afterwards
 */
public record Optimisation(
        long recordsBytes, long columnsBytes, long keysBytes, long postingsBytes, long textIndexBytes, long usedBytes) {

    /** Returns the bytes freed in all parts together. */
    public long freedBytes() {
        return recordsBytes + columnsBytes + keysBytes + postingsBytes + textIndexBytes;
    }
}
