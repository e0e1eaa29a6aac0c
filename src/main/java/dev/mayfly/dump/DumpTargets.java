package dev.mayfly.dump;

import dev.mayfly.eventstore.Import;
import java.util.Optional;

/**
 * The receiver of the contents of a text that a {@link DumpReader} reads; by default it ignores everything but the
 * events of stores. {@link DumpReader#read} and {@link DumpReader#end} pass on its exceptions.
 */
@FunctionalInterface
public interface DumpTargets {
    /**
     * Returns the target for the events of a store.
     *
     * @param store the store's name; empty if the text does not contain it
     * @param stores the number of stores in the text
     */
    Import open(String store, int stores);

    /** Receives the header of the dump, which only version 2 has. */
    default void begin(DumpLine.Header header) {}

    /** Returns the target for the events of a store whose settings are in the text, as in version 2. */
    default Import open(DumpLine.Store store, int stores) {
        return open(store.name(), stores);
    }

    /** Receives a projection of the store that was opened last. */
    default void projection(DumpLine.Projection projection) {}

    /** Receives a schema of the store that was opened last. */
    default void schema(DumpLine.Schema schema) {}

    /**
     * Receives a snapshot of the store that was opened last.
     *
     * @return the target for the events that follow the snapshot's line, if any; empty to ignore them
     */
    default Optional<Import> snapshot(DumpLine.Snapshot snapshot) {
        return Optional.empty();
    }
}
