package dev.mayfly.http.live;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.Checkpoint;
import dev.mayfly.http.answer.Format;

/** The formats of live answers. */
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
            // A heartbeat is a block without data: it updates the client's last event id but is not an event.
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

    /** One JSON object per line. */
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

    /** Returns the format of such an answer. */
    public Format format() {
        return format;
    }

    /**
     * Writes what precedes an event's JSON text, which has no line break.
     *
     * @param incarnation the history that the event belongs to
     * @param position the event's position
     */
    public abstract void open(String incarnation, long position, JsonBuffer out);

    /** Writes what follows an event's JSON text. */
    public abstract void close(JsonBuffer out);

    /** Writes a notice with the client's checkpoint: everything up to it has been sent. */
    public abstract void notice(Notice notice, Checkpoint at, JsonBuffer out);

    private static void write(Checkpoint at, JsonBuffer out) {
        out.ascii("{\"position\":").number(at.position());
        out.ascii(",\"incarnation\":").string(at.incarnation()).put('}');
    }
}
