package dev.mayfly.http.live;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;

/**
 * What an answer without an end says. Its methods are called on the connection's event loop, but where it says
 * otherwise.
 */
public interface LiveContent {
    /** Returns the store that it is about; any thread may ask. */
    EventStore store();

    /** Begins to write to its connection. */
    void start();

    /** Continues writing: the connection was full, and has room again. */
    void resume();

    /**
     * Returns the checkpoint up to which everything has been written, which a client continues after if it comes back.
     */
    Checkpoint written();

    /** Returns how many positions the client is behind the log; any thread may ask. */
    long lag();

    /** Releases everything; called once, at the end, and nothing is called any more. */
    void stop();
}
