package dev.mayfly.eventstore;

import dev.mayfly.eventstore.prefix.LogPrefix;

/**
 * A store's log up to one position, kept so that stores can begin with it: a value that never changes, whatever happens
 * to the store. It shares memory with the store that it was taken from and with stores made from it. Any thread may use
 * it.
 */
public interface LogImage {
    /** Returns the position of its last event, which is how many events it has. */
    long position();

    /** Returns the incarnation of the log that it was taken of. */
    String incarnation();

    /** Returns its events for reading; the prefix has its own incarnation. */
    LogPrefix prefix();

    /** Returns the bytes that its events and indexes take, counting what it shares. */
    long usedBytes();
}
