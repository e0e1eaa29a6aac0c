package dev.mayfly.search;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import org.jspecify.annotations.Nullable;

/**
 * A paged read of a listing, at the start of one of its pages. All pages of a walk see the same prefix of the log, so
 * each event appears once, whatever is appended meanwhile.
 *
 * @param store the store
 * @param log the prefix that the walk sees
 * @param asOf the point in time that the client gave when the walk began
 * @param listing what is listed
 * @param last the mark after which the page begins, or 0 for the first page
 * @param lastNanos when the event of that mark happened, see {@link Listing#nanos}
 * @param limit the most entries of a page, as the client gave it, or 0 if it gave none
 */
public record Walk(EventStore store, LogPrefix log, AsOf asOf, Listing listing, long last, long lastNanos, int limit) {
    /** The most entries that a page may have. */
    public static final int MAX_LIMIT = 10_000;

    /** The most entries of a page for which no limit was given. */
    public static final int DEFAULT_LIMIT = 100;

    /**
     * Returns a new walk at its first page.
     *
     * @throws InvalidInputException if {@code asOf} lies beyond the last event
     */
    public static Walk begin(EventStore store, AsOf asOf, Listing listing, int limit) {
        return new Walk(store, asOf.of(store), asOf, listing, 0, 0, limit);
    }

    /**
     * Returns a walk at the page that a cursor points to.
     *
     * @throws InvalidInputException if the cursor is of another store or of a former history of this one
     */
    public static Walk resume(EventStore store, Cursor cursor, int limit) {
        LogPrefix log = store.prefix();
        cursor.requireOf(store.name(), log);
        // Cursors of earlier releases have no time.
        boolean hasTime = cursor.lastNanos() != 0
                || cursor.last() > log.position()
                || log.removed().contains(cursor.last());
        return new Walk(
                store,
                log.upTo(cursor.position()),
                cursor.asOf(),
                cursor.listing(),
                cursor.last(),
                hasTime ? cursor.lastNanos() : cursor.listing().nanos(log, cursor.last()),
                limit);
    }

    /** Returns the positions of the events of a listing from where the page begins. */
    public Positions positions(Listing.OfEvents events) {
        return events.positions(log, last, lastNanos);
    }

    /** Returns the most entries of a page. */
    public int pageLimit() {
        return limit == 0 ? DEFAULT_LIMIT : limit;
    }

    /** Returns the cursor of the page that begins after a mark, or null for mark 0, after which there is none. */
    public @Nullable Cursor next(long mark) {
        return mark == 0
                ? null
                : new Cursor(
                        store.name(),
                        log.incarnation(),
                        listing,
                        asOf,
                        log.position(),
                        mark,
                        listing.nanos(log, mark),
                        limit);
    }
}
