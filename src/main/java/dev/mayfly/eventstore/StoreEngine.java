package dev.mayfly.eventstore;

/** Makes stores. Any thread may call any method. */
public interface StoreEngine {
    /**
     * Returns a new store without events.
     *
     * @param limitBytes returns the most bytes that its events and indexes may take at the moment; called at each
     *     append
     * @param clock the source of its times
     */
    EventStore make(String name, MemoryLimit limitBytes, TimeSource clock);

    /**
     * Returns a new store that starts with the events of an image, in its own history. Takes constant time.
     *
     * @param image an image of a store of this engine
     */
    EventStore make(String name, MemoryLimit limitBytes, TimeSource clock, LogImage image);
}
