package dev.mayfly.subscription;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.LogPrefix;

/**
 * A store's log at one moment, and which history it is of.
 *
 * @param incarnation the history
 * @param log everything that was in it
 */
record LogView(String incarnation, LogPrefix log) {
    /** Returns what is in a store now. */
    static LogView of(EventStore store) {
        while (true) {
            // No incarnation comes twice: when it is the same before and after, the prefix in between is of it.
            String incarnation = store.incarnation();
            LogPrefix log = store.prefix();
            if (incarnation.equals(store.incarnation())) {
                return new LogView(incarnation, log);
            }
        }
    }
}
