package dev.mayfly.eventstore;

import dev.mayfly.event.RawJson;
import dev.mayfly.eventstore.prefix.LogPrefix;

/**
 * An immutable image of a store's log up to one position, from which new stores can start. It shares memory with the
 * store that it was taken from and with the stores made from it. Any thread may use it.
 */
public interface LogImage {
    /** Returns the position of its last event, which is also the number of its events. */
    long position();

    /** Returns the incarnation of the log that it was taken from. */
    String incarnation();

    /** Returns its events for reading. The prefix has its own incarnation. */
    LogPrefix prefix();

    /** Redacts events of the image like {@link EventStore#redact}. */
    long redact(long[] positions, RawJson content);

    /** Returns the bytes that its events and indexes take, including shared ones. */
    long usedBytes();

    /** Returns the bytes of what it shared with others and has replaced with copies of its own, by redactions. */
    default long copiedBytes() {
        return 0;
    }
}
