package dev.mayfly.search;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.event.json.WholeText;
import dev.mayfly.eventstore.prefix.EventText;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import org.jspecify.annotations.Nullable;

/**
 * A cacheable page of a search: its events as text, or their positions if the text would be long. It does not depend on
 * the prefix that it was read from; each reader adds its own position and cursor.
 *
 * <p>Any thread may read it.
 */
public final class SearchPage {
    /** The most bytes of text that a page holds; of a longer one it holds the positions. */
    public static final int MOST_TEXT_BYTES = 192 * 1024;

    private static final int HEADER_BYTES = 64;
    /** The bytes of an event as text that a page makes room for before it is written. */
    private static final int EVENT_BYTES = 384;

    private static final long[] NO_POSITIONS = {};

    private final boolean lines;
    private final long nextMark;
    private final byte @Nullable [] text;
    private final long[] positions;

    private SearchPage(boolean lines, long nextMark, byte @Nullable [] text, long[] positions) {
        this.lines = lines;
        this.nextMark = nextMark;
        this.text = text;
        this.positions = positions;
    }

    /**
     * Returns a page from its text.
     *
     * @param lines whether the events are lines, each with a line feed at its end, or separated by commas
     * @param nextMark the mark after which the next page begins, or 0 if this is the last
     * @param text the events, UTF-8; not copied
     */
    public static SearchPage of(boolean lines, long nextMark, byte[] text) {
        return new SearchPage(lines, nextMark, text, NO_POSITIONS);
    }

    /**
     * Reads and writes the page that a walk is at.
     *
     * @param search the walk's listing
     * @param positions its positions from where the page begins
     * @param limit the most events of the page, at least 1
     * @param lines whether to write the events as lines, or separated by commas
     */
    public static SearchPage read(Walk walk, Listing.Search search, Positions positions, int limit, boolean lines) {
        EventPage page = EventPage.read(walk, search, positions, limit);
        JsonBuffer out = new JsonBuffer((int) Math.min(MOST_TEXT_BYTES, (long) EVENT_BYTES * page.size()));
        JsonBuffer nothing = new JsonBuffer(0);
        boolean whole =
                text(nothing, walk.log(), page.positions(), nothing, lines).writeTo(out, MOST_TEXT_BYTES);
        if (whole && out.size() <= MOST_TEXT_BYTES) {
            return of(lines, page.nextMark(), out.toByteArray());
        }
        return new SearchPage(lines, page.nextMark(), null, page.toArray());
    }

    /** Returns whether the events are lines. */
    public boolean hasLines() {
        return lines;
    }

    /** Returns the mark after which the next page begins, or 0 if this is the last. */
    public long nextMark() {
        return nextMark;
    }

    /** Returns the events' text, or null where it is too long to be held. */
    public byte @Nullable [] text() {
        return text == null ? null : text.clone();
    }

    /** Returns how many bytes the events have as text, or {@link Long#MAX_VALUE} where that is not known. */
    public long textBytes() {
        return text == null ? Long.MAX_VALUE : text.length;
    }

    /** Returns about how many bytes of memory it takes. */
    public int sizeBytes() {
        return HEADER_BYTES + (text == null ? positions.length * Long.BYTES : text.length);
    }

    /**
     * Returns the events between two texts, both empty around lines, to be written once.
     *
     * @param log a prefix for which the page is valid
     */
    public TextSource within(JsonBuffer opening, LogPrefix log, JsonBuffer closing) {
        byte[] events = text;
        if (events == null) {
            return text(opening, log, Positions.of(positions, positions.length), closing, lines);
        }
        return WholeText.of(opening, JsonBuffer.of(events), closing);
    }

    private static EventText text(
            JsonBuffer opening, LogPrefix log, Positions positions, JsonBuffer closing, boolean lines) {
        return lines ? EventText.lines(log, positions) : EventText.within(opening, log, positions, closing);
    }
}
