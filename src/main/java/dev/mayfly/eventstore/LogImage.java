package dev.mayfly.eventstore;

import dev.mayfly.eventstore.prefix.LogPrefix;

/**
 * A store's log up to one position, kept so that stores can begin with it: a value that never changes, whatever becomes of
 * the store. It shares its memory with the store it was taken of and with those made of it. Any thread may use it.
 */
public interface LogImage {
    /** Returns the position of its last event, which is how many events it has. */
    long position();

    /** Returns the incarnation of the log that it was taken of. */
    String incarnation();

    /** Returns its events, to be read; the prefix has an incarnation of its own. */
    LogPrefix prefix();

    /** Returns the bytes that its events and indexes take, counting what it shares. */
    long usedBytes();
}
