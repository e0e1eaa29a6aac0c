package dev.mayfly.sink;

import dev.mayfly.event.RecordedEvent;

/** Who learns what an operator should know of. */
public interface ForwarderListener {
    /** An event was not taken by the sink for good. */
    void givenUp(RecordedEvent event, Outcome.Refused why);

    /** An event was not taken where such events go either; the log alone has it. */
    void lost(RecordedEvent event, String reason);

    /** The store has another history, which is forwarded from its beginning. */
    void historyChanged(String incarnation);

    /** The store could not be read, or something else went wrong that ought not to; it is tried again. */
    void failed(Throwable failure);
}
