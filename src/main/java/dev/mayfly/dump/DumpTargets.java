package dev.mayfly.dump;

import dev.mayfly.eventstore.Import;
import java.util.Optional;

/**
 * Receives the content of a text that a {@link DumpReader} reads; by default only the events of stores. {@link
 * DumpReader#read} and {@link DumpReader#end} pass on its exceptions.
 */
@FunctionalInterface
public interface DumpTargets {
    /**
     * Returns what takes the events of a store.
     *
     * @param store the store's name; empty if the text does not say
     * @param stores how many stores the text holds
     */
    Import open(String store, int stores);

    /** Called with a dump's description, if it has one. */
    default void begin(DumpLine.Header header) {}

    /** Returns the target for the events of a store for which the text has more than its name. */
    default Import open(DumpLine.Store store, int stores) {
        return open(store.name(), stores);
    }

    /** Takes a projection of the store that was opened last. */
    default void projection(DumpLine.Projection projection) {}

    /** Takes a snapshot of the store that was opened last; returns what takes its own events, or nothing. */
    default Optional<Import> snapshot(DumpLine.Snapshot snapshot) {
        return Optional.empty();
    }
}
