package dev.mayfly.search;

import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import java.util.Arrays;

/** A page of a listing's events by position, before any of them is written. */
public final class EventPage {
    private final LogPrefix log;
    private final long[] positions;
    private final int size;
    private final long nextMark;

    private EventPage(LogPrefix log, long[] positions, int size, long nextMark) {
        this.log = log;
        this.positions = positions;
        this.size = size;
        this.nextMark = nextMark;
    }

    /**
     * Reads one page of a walk.
     *
     * @param listing the walk's
     * @param positions the listing's positions from where the page begins
     * @param limit the most events of the page, at least 1
     */
    public static EventPage read(Walk walk, Listing.OfEvents listing, Positions positions, int limit) {
        long[] found = new long[Math.min(limit, 128)];
        int size = 0;
        long position = positions.next();
        for (; position != 0 && size < limit; position = positions.next()) {
            if (size == found.length) {
                found = Arrays.copyOf(found, Math.min(limit, 2 * size));
            }
            found[size++] = position;
        }
        long nextMark = position == 0 ? 0 : listing.mark(walk.log(), walk.last(), size, found[size - 1]);
        return new EventPage(walk.log(), found, size, nextMark);
    }

    /** Returns how many events it has. */
    public int size() {
        return size;
    }

    /** Returns the mark after which the next page begins, or 0 if this is the last. */
    public long nextMark() {
        return nextMark;
    }

    /** Returns the positions of its events, in their order, to be read once. */
    public Positions positions() {
        return Positions.of(positions, size);
    }

    /** Returns the positions of its events, in their order. */
    public long[] toArray() {
        return Arrays.copyOf(positions, size);
    }

    /**
     * Returns an upper bound of the bytes of its events' JSON texts, or, when that is over {@code enough}, some number
     * over it.
     */
    public long jsonSizeBound(long enough) {
        long bytes = 0;
        for (int i = 0; i < size && bytes <= enough; i++) {
            bytes += log.jsonSizeBound(positions[i]) + 1;
        }
        return bytes;
    }
}
