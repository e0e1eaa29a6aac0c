package dev.mayfly.http.live;

import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.eventstore.EventStore;

/** The content of a live answer. Its methods are called on the connection's event loop, except where noted. */
public interface LiveContent {
    /** Returns its store. Any thread may call it. */
    EventStore store();

    /** Starts writing to its connection. */
    void start();

    /** Resumes writing: the connection was full and has room again. */
    void resume();

    /** Returns the checkpoint up to which everything has been written, after which a reconnecting client continues. */
    Checkpoint written();

    /** Returns the client's lag, in positions. Any thread may call it. */
    long lag();

    /** Releases everything. Called once, at the end, as the last call. */
    void stop();
}
