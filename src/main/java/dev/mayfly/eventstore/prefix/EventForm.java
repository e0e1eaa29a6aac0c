package dev.mayfly.eventstore.prefix;

import dev.mayfly.event.json.JsonBuffer;

/** A format in which events are written, each as one JSON object on one line. */
@FunctionalInterface
public interface EventForm {
    /** The format of the HTTP API. */
    EventForm PLAIN = new EventForm() {
        @Override
        public void write(LogPrefix log, long position, JsonBuffer out) {
            log.writeJson(position, out);
        }

        @Override
        public long sizeBound(LogPrefix log, long position) {
            return log.jsonSizeBound(position);
        }
    };

    /** Writes the event at a position. */
    void write(LogPrefix log, long position, JsonBuffer out);

    /** Returns about the most bytes of memory that writing the event at a position takes. */
    default long sizeBound(LogPrefix log, long position) {
        return 3 * log.jsonSizeBound(position);
    }
}
