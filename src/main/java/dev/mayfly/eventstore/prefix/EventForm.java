package dev.mayfly.eventstore.prefix;

import dev.mayfly.event.json.JsonBuffer;

/** A form that events are written in, each as one JSON object on one line. */
@FunctionalInterface
public interface EventForm {
    /** The form of the contract. */
    EventForm PLAIN = LogPrefix::writeJson;

    /** Writes the event at a position. */
    void write(LogPrefix log, long position, JsonBuffer out);
}
