package dev.mayfly.search.http;

import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.http.read.ReadPoint;
import dev.mayfly.input.Fields;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.Listing;
import dev.mayfly.search.Walk;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page of a listing.
 *
 * @param <L> the kind of listing
 * @param listing what is listed; the cursor's, if there is one
 * @param point when and where the read looks
 * @param cursor where the page begins, or null for the first
 * @param limit the most entries of the page, or 0 if the request does not say
 */
public record ListRequest<L extends Listing>(
        L listing, ReadPoint point, @Nullable Cursor cursor, int limit) {
    /** Reads a listing from fields, where what is not given is as in {@code base}. */
    @FunctionalInterface
    interface Reader<L extends Listing> {
        /**
         * Returns the listing.
         *
         * @param base the listing of the cursor that came with the fields, or null if there is none
         */
        L read(Fields fields, @Nullable L base);
    }

    /**
     * Reads the parameters of a page.
     *
     * @throws dev.mayfly.event.InvalidInputException if one is invalid, or the cursor is of another listing
     */
    static <L extends Listing> ListRequest<L> read(Fields fields, Class<L> kind, Reader<L> reader) {
        ReadPoint point = ReadPoint.of(fields);
        int limit = (int) fields.number("limit", 1, Walk.MAX_LIMIT, 0);
        String text = fields.text(Cursor.FIELD);
        if (text == null) {
            return new ListRequest<>(reader.read(fields, null), point, null, limit);
        }
        Cursor cursor = Cursor.decode(text);
        L listing = reader.read(fields, cursor.listing(kind));
        cursor.requireListing(listing);
        AsOf asOf = point.asOf();
        if (asOf != null) {
            cursor.requireAsOf(asOf);
        }
        return new ListRequest<>(listing, point, cursor, limit == 0 ? cursor.limit() : limit);
    }

    /**
     * Returns the walk through a store at the page that is asked for.
     *
     * @throws dev.mayfly.event.InvalidInputException if {@code asOf} lies beyond the last event, or the cursor belongs
     *     to another store or history
     */
    public Walk walk(EventStore store) {
        return cursor == null
                ? Walk.begin(store, point.asOfOrHead(), listing, limit)
                : Walk.resume(store, cursor, limit);
    }
}
