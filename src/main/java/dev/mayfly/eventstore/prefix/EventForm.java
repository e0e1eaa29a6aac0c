package dev.mayfly.eventstore.prefix;

import dev.mayfly.event.json.JsonBuffer;

/** A format in which events are written, each as one JSON object on one line. */
@FunctionalInterface
public interface EventForm {
    /** The format of the HTTP API. */
    EventForm PLAIN = LogPrefix::writeJson;

    /** Writes the event at a position. */
    void write(LogPrefix log, long position, JsonBuffer out);
}
