package dev.mayfly.sink;

import dev.mayfly.event.RecordedEvent;

/** A listener for what an operator should know. */
public interface ForwarderListener {
    /** An event was given up, because the sink did not accept it. */
    void givenUp(RecordedEvent event, Outcome.Refused why);

    /** A given-up event was not accepted at the dead-letter address either; only the log still has it. */
    void lost(RecordedEvent event, String reason);

    /** The store has a new history, which is forwarded from its beginning. */
    void historyChanged(String incarnation);

    /** The store could not be read, or another unexpected failure occurred; it is retried. */
    void failed(Throwable failure);
}
