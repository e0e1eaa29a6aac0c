package dev.mayfly.sink;

import dev.mayfly.cloudevent.CloudEvent;
import java.util.function.Consumer;

/** Brings single events to where they go. */
public interface Sender {
    /** Where events go. */
    enum Destination {
        /** The sink, which gets every event. */
        SINK,
        /** Where those go that the sink has not taken. */
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
