package dev.mayfly.eventstore;

/**
 * The bytes that an {@link EventStore#optimise} has freed, by part.
 *
 * @param recordsBytes of the events as they came
 * @param columnsBytes of what is kept of each event to search by
 * @param keysBytes of the dictionaries and hash tables
 * @param postingsBytes of the lists of events by type, aggregate, tag and the like
 * @param textIndexBytes of the index of text
 * @param usedBytes what the store takes afterwards
 */
public record Optimisation(
        long recordsBytes, long columnsBytes, long keysBytes, long postingsBytes, long textIndexBytes, long usedBytes) {

    /** Returns the bytes that all parts have freed. */
    public long freedBytes() {
        return recordsBytes + columnsBytes + keysBytes + postingsBytes + textIndexBytes;
    }
}
