package dev.mayfly.eventstore.prefix;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;

/** Events as text, written from the log's bytes, as lines or within a JSON document. */
public final class EventText implements TextSource {
    private static final long NONE = -1;
    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = {','};
    private static final byte[] OPENING = {'['};
    private static final byte[] CLOSING = {']'};
    private static final byte[] LINE_FEED = {'\n'};

    private final EventForm form;
    private final LogPrefix log;
    private final Positions positions;
    private final byte[] opening;
    private final byte[] separator;
    private final byte[] terminator;
    private final byte[] closing;
    private boolean opened;
    private boolean separated;
    /** The position of the next event, 0 if there is no other, or {@link #NONE} if it is not known. */
    private long next = NONE;

    private EventText(
            EventForm form,
            LogPrefix log,
            Positions positions,
            byte[] opening,
            byte[] separator,
            byte[] terminator,
            byte[] closing) {
        this.form = form;
        this.log = log;
        this.positions = positions;
        this.opening = opening;
        this.separator = separator;
        this.terminator = terminator;
        this.closing = closing;
    }

    /** Returns the events as NDJSON: one per line, each line ending with a line feed. */
    public static EventText lines(LogPrefix log, Positions positions) {
        return new EventText(EventForm.PLAIN, log, positions, NOTHING, NOTHING, LINE_FEED, NOTHING);
    }

    /**
     * Returns the events separated by commas, between two texts such as the beginning and the end of a JSON array.
     *
     * @param opening UTF-8
     * @param closing UTF-8
     */
    public static EventText within(JsonBuffer opening, LogPrefix log, Positions positions, JsonBuffer closing) {
        byte[] before = opening.toByteArray();
        byte[] after = closing.toByteArray();
        return new EventText(EventForm.PLAIN, log, positions, before, COMMA, NOTHING, after);
    }

    /** Returns the events as a JSON array of objects in the given format. */
    public static EventText array(EventForm form, LogPrefix log, Positions positions) {
        return new EventText(form, log, positions, OPENING, COMMA, NOTHING, CLOSING);
    }

    /** Returns the single event at a position, in the given format. */
    public static TextSource single(EventForm form, LogPrefix log, long position) {
        return new TextSource() {
            @Override
            public boolean writeTo(JsonBuffer out, int enough) {
                form.write(log, position, out);
                return true;
            }

            @Override
            public long nextBytes(int enough) {
                return form.sizeBound(log, position);
            }
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
            if (upcoming() == 0) {
                out.put(closing);
                return true;
            }
            long position = next;
            if (enough != Integer.MAX_VALUE
                    && TextSource.endsBefore(out.size() - start, form.sizeBound(log, position), enough)) {
                return false;
            }
            next = NONE;
            if (separated) {
                out.put(separator);
            }
            separated = true;
            form.write(log, position, out);
            out.put(terminator);
        }
        return false;
    }

    @Override
    public long nextBytes(int enough) {
        long position = upcoming();
        long usual = TextSource.super.nextBytes(enough) + (opened ? 0 : opening.length);
        return position == 0 ? usual : Math.max(usual, form.sizeBound(log, position) + opening.length);
    }

    private long upcoming() {
        if (next == NONE) {
            next = positions.next();
        }
        return next;
    }
}
