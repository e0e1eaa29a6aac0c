package dev.mayfly.eventstore;

/**
 * What there is of an index of values.
 *
 * @param name its name
 * @param path the path of its values
 * @param position the last position that it covers
 * @param values how many different values it has
 * @param bytes the bytes that it takes, among them what it shares with other stores
 */
public record IndexReport(String name, String path, State state, long position, long values, long bytes) {
    /** How far an index is. */
    public enum State {
        /** It does not yet cover the events that were there when it was declared, or when their history began. */
        BUILDING,
        /** Searches use it. */
        READY,
        /** The store has no memory left for the rest of it; searches read the events that it does not cover. */
        FULL
    }
}
