package dev.mayfly.search;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.prefix.LogPrefix;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The place where a paged read continues, which a client passes from page to page: an opaque, URL-safe text that holds
 * everything that the walk needs.
 *
 * @param store the store's name
 * @param incarnation the history that the positions belong to
 * @param listing what is listed
 * @param asOf the point in time that the client gave when the walk began
 * @param position the last position that the walk sees
 * @param last the mark of the last entry of the page before, above 0
 * @param lastNanos when that happened, see {@link Listing#nanos}
 * @param limit the most entries of a page, from 1 to {@link Walk#MAX_LIMIT}, or 0 if the client gave none
 */
public record Cursor(
        String store,
        String incarnation,
        Listing listing,
        AsOf asOf,
        long position,
        long last,
        long lastNanos,
        int limit) {
    /** The name of the parameter that a cursor comes in. */
    public static final String FIELD = "cursor";

    /** Returns the cursor as text of letters, digits, {@code -} and {@code _}. */
    public String encode() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(CursorCodec.bytes(this));
    }

    /** Writes a cursor as a JSON string, or {@code null} for none. */
    public static void write(@Nullable Cursor cursor, JsonBuffer out) {
        if (cursor == null) {
            out.ascii("null");
        } else {
            out.put('"').ascii(cursor.encode()).put('"');
        }
    }

    /**
     * Returns the cursor that a text holds.
     *
     * @throws InvalidInputException if the text is not one that {@link #encode} made
     */
    public static Cursor decode(String text) {
        try {
            return CursorCodec.cursor(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException | InvalidInputException malformed) {
            throw InvalidInputException.invalid(FIELD, "must be a cursor from this server");
        }
    }

    /**
     * Checks that this cursor belongs to a listing.
     *
     * @throws InvalidInputException if it was given out for another
     */
    public void requireListing(Listing expected) {
        if (!listing.equals(expected)) {
            throw InvalidInputException.invalid(
                    FIELD, "belongs to another search; send it alone or with the same criteria");
        }
    }

    /**
     * Checks that this cursor points into the history that a store has.
     *
     * @param log the store's whole log
     * @throws InvalidInputException if it is of another store, or of a former history of this one
     */
    public void requireOf(String storeName, LogPrefix log) {
        if (!store.equals(storeName)) {
            throw InvalidInputException.invalid(FIELD, "belongs to another store");
        }
        if (!incarnation.equals(log.incarnation()) || position > log.position()) {
            throw InvalidInputException.invalid(
                    FIELD, "belongs to a history that the store no longer has; start again without it");
        }
    }

    /**
     * Checks that a point given together with this cursor is the one that its walk sees.
     *
     * @throws InvalidInputException if it is another
     */
    public void requireAsOf(AsOf expected) {
        if (!asOf.equals(expected) && !(expected instanceof AsOf.Position at && at.position() == position)) {
            throw InvalidInputException.invalid(FIELD, "belongs to a search with another 'asOf'");
        }
    }

    /**
     * Returns this cursor's listing if it is of that kind.
     *
     * @throws InvalidInputException if it is of another
     */
    public <T extends Listing> T listing(Class<T> kind) {
        if (!kind.isInstance(listing)) {
            throw InvalidInputException.invalid(FIELD, "belongs to another kind of list");
        }
        return kind.cast(listing);
    }
}
