package dev.mayfly.rest.live;

import dev.mayfly.subscription.Checkpoint;

/**
 * What an answer without an end says. Its methods are called on the connection's event loop, but {@link #lag()}, which any
 * thread may call.
 */
public interface LiveContent {
    /** Begins to write to its connection. */
    void start();

    /** Goes on writing: the connection was full, and has room again. */
    void resume();

    /** Returns the checkpoint up to which everything has been written, which a client goes on behind if it comes back. */
    Checkpoint written();

    /** Returns how many positions the client is behind the log. */
    long lag();

    /** Lets go of everything; called once, at the end, and nothing is called any more. */
    void stop();
}
