package dev.mayfly.eventstore;

/**
 * What an {@link EventStore#optimise} has given back, by part, in bytes.
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

    /** Returns what all parts have given back. */
    public long freedBytes() {
        return recordsBytes + columnsBytes + keysBytes + postingsBytes + textIndexBytes;
    }
}
