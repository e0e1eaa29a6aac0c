package dev.mayfly.query;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.LogPrefix;
import dev.mayfly.eventstore.Positions;

/** Events as text, written from the log's bytes: as lines, or within a JSON object. */
public final class EventText implements TextSource {
    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = {','};
    private static final byte[] LINE_FEED = {'\n'};

    private final LogPrefix log;
    private final Positions positions;
    private final byte[] opening;
    private final byte[] separator;
    private final byte[] terminator;
    private final byte[] closing;
    private boolean opened;
    private boolean separated;

    private EventText(
            LogPrefix log, Positions positions, byte[] opening, byte[] separator, byte[] terminator, byte[] closing) {
        this.log = log;
        this.positions = positions;
        this.opening = opening;
        this.separator = separator;
        this.terminator = terminator;
        this.closing = closing;
    }

    /** Returns the events as NDJSON: one a line, each line ended by a line feed. */
    public static EventText lines(LogPrefix log, Positions positions) {
        return new EventText(log, positions, NOTHING, NOTHING, LINE_FEED, NOTHING);
    }

    /**
     * Returns the events separated by commas, between two texts such as the beginning and the end of a JSON array.
     *
     * @param opening UTF-8
     * @param closing UTF-8
     */
    public static EventText within(JsonBuffer opening, LogPrefix log, Positions positions, JsonBuffer closing) {
        return new EventText(log, positions, opening.toByteArray(), COMMA, NOTHING, closing.toByteArray());
    }

    /** Returns the event at a position alone. */
    public static TextSource single(LogPrefix log, long position) {
        return (out, enough) -> {
            log.writeJson(position, out);
            return true;
        };
    }

    /** Returns a text that is written already. */
    public static TextSource of(JsonBuffer text) {
        return (out, enough) -> {
            out.put(text.array(), 0, text.size());
            return true;
        };
    }

    @Override
    public boolean writeTo(JsonBuffer out, int enough) {
        int start = out.size();
        if (!opened) {
            opened = true;
            out.put(opening);
        }
        while (out.size() - start < enough) {
            long position = positions.next();
            if (position == 0) {
                out.put(closing);
                return true;
            }
            if (separated) {
                out.put(separator);
            }
            separated = true;
            log.writeJson(position, out);
            out.put(terminator);
        }
        return false;
    }
}
