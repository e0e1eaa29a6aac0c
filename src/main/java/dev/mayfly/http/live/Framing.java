package dev.mayfly.http.live;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.http.answer.Format;

/** The forms that an answer without an end can have. */
public enum Framing {
    /** Server-sent events. */
    EVENT_STREAM(Format.EVENT_STREAM) {
        @Override
        public void open(String incarnation, long position, JsonBuffer out) {
            out.ascii("id: ");
            id(incarnation, position, out);
            out.ascii("\ndata: ");
        }

        @Override
        public void close(JsonBuffer out) {
            out.ascii("\n\n");
        }

        @Override
        public void notice(Notice notice, Checkpoint at, JsonBuffer out) {
            // A heartbeat is a block without data: it moves the client's last event id and is not an event.
            if (notice != Notice.HEARTBEAT) {
                out.ascii("event: ").ascii(notice.eventName()).put('\n');
            }
            out.ascii("id: ");
            id(at.incarnation(), at.position(), out);
            if (notice != Notice.HEARTBEAT) {
                out.ascii("\ndata: ");
                write(at, out);
            }
            out.ascii("\n\n");
        }

        private static void id(String incarnation, long position, JsonBuffer out) {
            out.ascii(incarnation).put(':').number(position);
        }
    },

    /** One JSON object a line. */
    NDJSON(Format.NDJSON) {
        @Override
        public void open(String incarnation, long position, JsonBuffer out) {
            out.ascii("{\"event\":");
        }

        @Override
        public void close(JsonBuffer out) {
            out.ascii("}\n");
        }

        @Override
        public void notice(Notice notice, Checkpoint at, JsonBuffer out) {
            out.ascii("{\"").ascii(notice.fieldName()).ascii("\":");
            write(at, out);
            out.ascii("}\n");
        }
    };

    private final Format format;

    Framing(Format format) {
        this.format = format;
    }

    /** Returns the form that such an answer has. */
    public Format format() {
        return format;
    }

    /**
     * Writes what comes before an event's JSON text, which has no line break.
     *
     * @param incarnation the history that the event is of
     * @param position the event's position
     */
    public abstract void open(String incarnation, long position, JsonBuffer out);

    /** Writes what comes after an event's JSON text. */
    public abstract void close(JsonBuffer out);

    /** Writes a notice that a client is at a checkpoint: all before it has been sent. */
    public abstract void notice(Notice notice, Checkpoint at, JsonBuffer out);

    private static void write(Checkpoint at, JsonBuffer out) {
        out.ascii("{\"position\":").number(at.position());
        out.ascii(",\"incarnation\":").string(at.incarnation()).put('}');
    }
}
