package dev.mayfly.sink;

import dev.mayfly.cloudevent.CloudEvent;
import java.util.function.Consumer;

/** A sender of single events. */
public interface Sender {
    /** The destination of an event. */
    enum Destination {
        /** The sink, which gets every event. */
        SINK,
        /** The address for events that the sink has not accepted. */
        DEAD_LETTERS
    }

    /**
     * Sends an event once, without waiting for the outcome.
     *
     * @param outcome receives the outcome, exactly once, within a time that the sender sets, on the forwarder's loop
     *     and not before this method has returned
     */
    void send(CloudEvent event, Destination destination, Consumer<Outcome> outcome);
}
